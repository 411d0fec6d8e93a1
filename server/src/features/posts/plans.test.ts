import { afterAll, describe, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { sampleOfManyPosts, type Sample } from '../../testing/plans.ts';
import type { QueuedJob } from '../../platform/jobs/queue.ts';
import { noEffects, type PostToWrite } from './create/post-to-write.ts';
import { prepareInsert } from './create/write.ts';
import * as change from './change/queries.ts';
import * as create from './create/queries/write.ts';
import * as mentions from './text/queries/mentions.ts';
import * as pending from './create/queries/pending.ts';
import * as read from './read/queries/lists.ts';

interface AnyStatement {
  readonly text: string;
  values(params: object): unknown[];
}

/** What a statement takes, for one of the sample's channels: parameters by name. */
type Params = (sample: Sample, channel: string) => object;

const page: Params = ({ user }, channel) => ({
  reader: user,
  with_threads: true,
  channel_id: channel,
  skip: 60,
  limit: 60,
});
const beside: Params = ({ user, post }, channel) => ({
  reader: user,
  with_threads: true,
  channel_id: channel,
  anchor: post,
  count: 60,
  limit: 60,
});

const reads: Record<string, Params> = {
  selectNewest: page,
  selectPage: page,
  selectBefore: beside,
  selectAfter: beside,
  selectNthBefore: beside,
  selectNthAfter: beside,
  selectAroundUnread: ({ user }, channel) => ({
    reader: user,
    with_threads: true,
    channel_id: channel,
    before: 60,
    after: 60,
  }),
  selectSince: ({ user, postedAt }, channel) => ({
    reader: user,
    with_threads: true,
    channel_id: channel,
    since: postedAt,
    limit: 60,
  }),
  selectPinned: (_sample, channel) => ({ channel_id: channel }),
  selectFlagged: ({ user }, channel) => ({ user_id: user, team_id: '', channel_id: channel, limit: 60, offset: 0 }),
  selectByIds: ({ post, root }) => ({ ids: [post, root], with_deleted: true }),
  selectThread: ({ user, root }) => ({
    reader: user,
    root_id: root,
    limit: 0,
    from: 0,
    from_post: '',
    older: false,
    changed_after: 0,
  }),
  selectVersions: ({ post }) => ({ post_id: post }),
  selectRoots: ({ user, root }) => ({ reader: user, ids: [root] }),
  selectOthersSince: ({ user, postedAt }, channel) => ({ channel_id: channel, user_id: user, since: postedAt }),
  selectPendingPost: ({ user, post }) => ({ user_id: user, pending_post_id: post }),
  selectIdsOfUsernames: () => ({ usernames: ['user1', 'user2'] }),
  selectMembersAmong: ({ user }, channel) => ({ channel_id: channel, user_ids: [user] }),
  selectTeammatesAmong: ({ user }) => ({ ids: [user], team_id: newId() }),
  selectMemberIds: (_sample, channel) => ({ channel_id: channel }),
  selectCallableMembers: (_sample, channel) => ({ channel_id: channel, too_many: 1000 }),
  selectRoot: ({ root }) => ({ id: root }),
  selectThreadFollowersOfChannel: (_sample, channel) => ({ channel_id: channel }),
  selectThreadsChoice: ({ user }) => ({ user_id: user }),
  selectCalledByReplies: ({ root }, channel) => ({
    channel_id: channel,
    root_id: root,
    default_choice: 'on',
    may_choose: true,
  }),
  selectChannelsOfNames: () => ({ team_id: newId(), names: ['town-square'] }),
};

function toWrite(
  sample: Sample,
  channelId: string,
  rootId: string,
  { jobs, file_ids }: { jobs: readonly QueuedJob[]; file_ids: string },
): PostToWrite {
  return {
    channel: { id: channelId, team_id: '', type: 'O', name: '', display_name: '', delete_at: 0, scheme_id: '' },
    record: {
      id: newId(),
      user_id: sample.user,
      root_id: rootId,
      message: 'text',
      type: '',
      props: '{}',
      hashtags: '',
      file_ids,
      pending_post_id: newId(),
      priority: '',
      counted: true,
    },
    effects: { ...noEffects, marksRead: true, jobs },
  };
}

const job: QueuedJob = {
  name: 'x',
  args: '{}',
  priority: 1,
  due_at: 0,
  key: 'k',
  serial: null,
  max_attempts: 1,
  replace: false,
  shown_id: null,
};

/** Posts that the statements which create them are asked with. */
const created: Record<string, { roots: readonly ['' | 'reply', ...('' | 'reply')[]]; file_ids: readonly string[] }> = {
  insertRootPost: { roots: [''], file_ids: [] },
  insertRootPosts: { roots: ['', ''], file_ids: [] },
  insertPosts: { roots: ['reply', ''], file_ids: [] },
  insertPostsWithFiles: { roots: ['reply', ''], file_ids: [newId(), newId()] },
};

const writes: Record<string, Params> = {
  changeFiles: ({ post, user }) => ({ id: post, now: 2_000, gone: [newId()], added: [newId()], user_id: user }),
  selectForChange: ({ post }) => ({ id: post }),
  writeVersion: ({ post }) => ({
    id: post,
    now: 2_000,
    version_id: newId(),
    message: 'text',
    props: '{}',
    file_ids: '[]',
    hashtags: '',
    is_pinned: false,
    is_edit: true,
  }),
  markDeleted: ({ root, user }) => ({ id: root, now: 2_000, deleted_by: user }),
  takeBackThreadMentions: ({ root, user }) => ({ thread_id: root, user_ids: [user], create_at: 2_000 }),
  selectCountsOfThread: ({ root }) => ({ thread_id: root }),
  writeUnread: ({ user, postedAt }, channel) => ({
    channel_id: channel,
    user_id: user,
    create_at: postedAt,
    now: 2_000,
    uncounted_types: ['system_join_channel'],
    mentioning: [],
    roots_stay_read: false,
  }),
  followFrom: ({ root, user, post, postedAt }) => ({
    thread_id: root,
    user_id: user,
    create_at: postedAt,
    now: 2_000,
    mentioning: [post],
  }),
};

const modules = { ...read, ...create, ...change, ...pending, ...mentions } as Record<string, unknown>;
const isStatement = (value: unknown): value is AnyStatement => typeof value === 'function' && 'text' in value;

/** A list is a statement in each form. */
const formsOf = (name: string): [string, AnyStatement][] => {
  const value = modules[name];
  if (isStatement(value)) return [[name, value]];
  return Object.entries(value ?? {}).map(([form, statement]) => [`${name}.${form}`, statement as AnyStatement]);
};

/** Run seldom, with nobody waiting. */
const swept = ['deleteOldPendingPosts', 'erasePost'];

test('every statement of posts has its plan tested', () => {
  const statements = Object.keys(modules).filter(
    (name) => formsOf(name).every(([, value]) => isStatement(value)) && formsOf(name).length > 0,
  );
  const tested = [reads, created, writes].flatMap((table) => Object.keys(table));
  expect([...tested, ...swept].toSorted()).toEqual(statements.toSorted());
});

describe.each([
  ['most posts in a channel that has been quiet since', { share: 70, channels: 300 }],
  ['posts spread evenly over channels', { share: 1 / 3, channels: 300 }],
  ['few channels, and nearly all posts in one', { share: 95, channels: 10 }],
])('%s', async (_skew, skew) => {
  const sample = await sampleOfManyPosts(skew);
  afterAll(() => sample.drop());
  const modes = (['generic', 'custom'] as const).flatMap((mode) =>
    (['quietChannel', 'smallChannel'] as const).map((channel) => ({ mode, channel })),
  );
  const cases = (table: Record<string, Params>) =>
    Object.entries(table)
      .flatMap(([name, params]) =>
        formsOf(name).flatMap(([form, statement]) =>
          modes.map(({ mode, channel }) => {
            const values = statement.values(params(sample, sample[channel]));
            if (values.includes(undefined)) throw new Error(`${form} takes something else as well.`);
            return { form, mode, channel, text: statement.text, values };
          }),
        ),
      )
      .filter(({ form, mode }) => form !== 'selectVersions' || mode === 'custom');
  const creating = Object.entries(created).flatMap(
    ([
      name,
      {
        roots: [first, ...others],
        file_ids,
      },
    ]) =>
      formsOf(name).flatMap(([form, { text }]) =>
        modes.map(({ mode, channel }) => {
          const more = { jobs: form.endsWith('.withJobs') ? [job] : [], file_ids: JSON.stringify(file_ids) };
          const post = (root: '' | 'reply') => toWrite(sample, sample[channel], root === '' ? '' : sample.root, more);
          const insert = prepareInsert([post(first), ...others.map(post)], 2_000);
          expect(insert.text).toBe(text);
          return { form, mode, channel, text, values: insert.values() };
        }),
      ),
  );

  test.each(cases(reads))(
    '$form, $mode plan, $channel: by indexes, and little more than it shows',
    async ({ form, text, values, mode }) => {
      const plan = await sample.explain(text, values, mode, true);
      expectIndexes(plan);
      const read = plan.filter(({ table }) => table === 'posts').reduce((sum, { readRows }) => sum + readRows, 0);
      expect(read).toBeLessThan(form === 'selectOthersSince' ? 1_100 : 500);
    },
  );

  test.each([...creating, ...cases(writes)])(
    '$form, $mode plan, $channel: by indexes',
    async ({ text, values, mode }) => {
      expectIndexes(await sample.explain(text, values, mode, false));
    },
  );
});

function expectIndexes(plan: Awaited<ReturnType<Sample['explain']>>): void {
  expect(plan.length).toBeGreaterThan(0);
  // The sample has none of these.
  const small = ['', 'preferences', 'teammembers', 'bots'];
  expect(plan.filter(({ type, table }) => type === 'Seq Scan' && !small.includes(table))).toEqual([]);
  // An incremental sort stops with the page; any other reads all there is.
  expect(plan.filter(({ type, expectedRows }) => type === 'Sort' && expectedRows > 1_000)).toEqual([]);
}
