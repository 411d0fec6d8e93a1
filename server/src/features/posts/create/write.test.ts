import type { Channel } from '@innermost/protocol/channels.ts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId } from '../../../platform/ids.ts';
import type { Conversation } from '../../../testing/factories.ts';
import { startServer } from '../../../testing/start-server.ts';
import { noEffects, type NewPostRecord, type PostEffects, type PostToWrite } from './post-to-write.ts';
import { postWriter } from './batch.ts';
import { writePosts } from './write.ts';

const server = await startServer();
const { db } = server.database;

const facts = ({ id, team_id, type, name, display_name, delete_at }: Channel): PostToWrite['channel'] => ({
  id,
  team_id,
  type,
  name,
  display_name,
  delete_at,
  scheme_id: '',
});

type Draft = { by: 'ann' | 'bob'; record?: Partial<NewPostRecord>; effects?: Partial<PostEffects> };

/** `first` stands for the id of the first post. */
function postsIn(conversation: Conversation, drafts: readonly Draft[]): PostToWrite[] {
  const ids = drafts.map(() => newId());
  return drafts.map(({ by, record = {}, effects = {} }, index) => ({
    channel: facts(conversation.channel),
    record: {
      id: ids[index] ?? '',
      user_id: conversation[by].id,
      message: 'hello',
      type: '',
      props: '{}',
      hashtags: '',
      file_ids: '[]',
      pending_post_id: '',
      priority: '',
      counted: true,
      ...record,
      root_id: record.root_id === 'first' ? (ids[0] ?? '') : '',
    },
    effects: { ...noEffects, ...effects },
  }));
}

/** All that a message changes, with names in the place of ids, and times counted from the channel's creation. */
async function stateOf({ channel, ann, bob }: Conversation, start: number): Promise<unknown> {
  const { rows } = await sql<{ state: string }>`
    SELECT jsonb_build_object(
      'channel', (SELECT jsonb_build_array(lastpostat - ${start}::bigint, lastrootpostat - ${start}::bigint, totalmsgcount, totalmsgcountroot)
                    FROM channels WHERE id = ${channel.id}),
      'members', (SELECT jsonb_agg(jsonb_build_array(userid, greatest(lastviewedat - ${start}::bigint, -1), msgcount, msgcountroot, mentioncount,
                                    mentioncountroot, urgentmentioncount, greatest(lastupdateat - ${start}::bigint, -1)) ORDER BY userid = ${ann.id})
                    FROM channelmembers WHERE channelid = ${channel.id}),
      'posts', (SELECT jsonb_agg(jsonb_build_array(userid, message, type, rootid <> '', props, createat - ${start}::bigint, updateat - ${start}::bigint)
                                 ORDER BY createat)
                  FROM posts WHERE channelid = ${channel.id} AND createat >= ${start}::bigint),
      'threads', (SELECT jsonb_agg(jsonb_build_array(replycount, lastreplyat - ${start}::bigint, participants)) FROM threads WHERE channelid = ${channel.id}),
      'followers', (SELECT jsonb_agg(jsonb_build_array(m.userid, m.following, greatest(m.lastviewed - ${start}::bigint, -1), m.unreadmentions)
                                     ORDER BY m.userid = ${ann.id})
                      FROM threadmemberships m JOIN threads t ON t.postid = m.postid WHERE t.channelid = ${channel.id})
    )::text AS state`.execute(db);
  const text = rows[0]?.state ?? '';
  return JSON.parse(text.replaceAll(ann.id, 'ann').replaceAll(bob.id, 'bob'));
}

const start = Date.now() + 3_600_000;
const reads = { marksRead: true };
const ownPost = (by: Draft['by']): Draft => ({ by, effects: reads });

describe.each<[string, (conversation: Conversation) => Draft[]]>([
  ['roots of people who read', () => [ownPost('ann'), ownPost('bob')]],
  [
    'mentions, before and after the mentioned have written',
    ({ ann, bob }) => [
      { by: 'bob', effects: { mentions: [ann.id] } },
      { by: 'ann', effects: { ...reads, mentions: [bob.id] } },
      { by: 'bob', effects: { mentions: [ann.id] } },
    ],
  ],
  [
    'notices that do not count, and writers who do not read',
    ({ bob }) => [
      { by: 'ann', record: { type: 'system_join_channel', counted: false }, effects: { mentions: [bob.id] } },
      { by: 'bob', record: { pending_post_id: 'p' } },
    ],
  ],
  [
    'replies and an urgent post',
    ({ ann, bob }) => [
      {
        by: 'bob',
        record: { root_id: 'first' },
        effects: {
          mentions: [ann.id],
          follows: [
            { user_id: bob.id, again: true, wrote: true, mentioned: false },
            { user_id: ann.id, again: false, wrote: false, mentioned: true },
          ],
        },
      },
      { by: 'bob', record: { priority: '{"priority":"urgent"}' }, effects: { mentions: [ann.id], urgent: true } },
    ],
  ],
])('%s', (_what, drafts) => {
  test('leave the same behind, written one by one or together', async () => {
    const [apart, together] = [await server.make.conversation(), await server.make.conversation()];
    for (const post of postsIn(apart, [ownPost('ann'), ...drafts(apart)]))
      expect(await writePosts(db, [post], start)).toMatchObject([{ create_at: expect.any(Number) }]);
    const [first, ...more] = postsIn(together, [ownPost('ann'), ...drafts(together)]);
    await writePosts(db, first ? [first] : [], start);
    const written = await writePosts(db, more, start);

    expect(written.map((one) => one && one.create_at - start)).toEqual(more.map((_, index) => index + 1));
    expect(await stateOf(together, start)).toEqual(await stateOf(apart, start));
  });
});

test('repeats among posts that were written together change no counter', async () => {
  const [apart, together] = [await server.make.conversation(), await server.make.conversation()];
  const drafts = ({ ann }: Conversation): Draft[] => [
    { by: 'bob', record: { pending_post_id: 'a' }, effects: { mentions: [ann.id] } },
    { by: 'bob', record: { pending_post_id: 'b' }, effects: { mentions: [ann.id] } },
    { by: 'ann', record: { pending_post_id: 'c' }, effects: reads },
    { by: 'bob', record: { pending_post_id: 'a' }, effects: { mentions: [ann.id] } },
  ];
  const clock = { ...server.app.services.clock, now: () => start };
  const writer = postWriter({ ...server.app.services, clock });
  const heard: string[] = [];
  const results = await Promise.all(
    postsIn(together, drafts(together)).map((post) =>
      writer.write(post, () => void heard.push(post.record.pending_post_id)),
    ),
  );
  for (const post of postsIn(apart, drafts(apart))) await writePosts(db, [post], start);

  expect(results.map((result) => result !== undefined)).toEqual([true, true, true, false]);
  expect(heard).toEqual(['a', 'b', 'c']);
  expect(await stateOf(together, start)).toEqual(await stateOf(apart, start));
});

test('of several posts all enter, or the statement fails and says so', async () => {
  const conversation = await server.make.conversation();
  const { ann } = conversation;
  const repeated = { pending_post_id: `${ann.id}:once` };
  await writePosts(db, postsIn(conversation, [{ by: 'ann', record: repeated }]), start);
  const before = await stateOf(conversation, start);
  const batches: Draft[][] = [
    [{ by: 'ann', record: repeated }, { by: 'bob' }],
    [{ by: 'ann', record: { ...repeated, priority: '{}' } }, { by: 'bob' }],
  ];
  for (const drafts of batches) {
    await expect(writePosts(db, postsIn(conversation, drafts), start)).rejects.toThrow(
      'only some of the posts may enter',
    );
    expect(await stateOf(conversation, start)).toEqual(before);
  }
});
