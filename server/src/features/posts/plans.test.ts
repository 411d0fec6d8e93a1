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

interface HasText {
  readonly text: string;
}

/** Values by parameter, for one of the sample's channels; `form` where a statement has several. */
type Values = (sample: Sample, channel: string, form: string) => readonly unknown[];

const page: Values = ({ user }, channel) => [user, true, channel, 60, 60];
const beside: Values = ({ user, post }, channel) => [user, true, channel, post, 60];

const reads: Record<string, Values> = {
  selectNewest: ({ user }, channel) => [user, true, channel, 0, 60],
  selectPage: page,
  selectBefore: beside,
  selectAfter: beside,
  selectNthBefore: beside,
  selectNthAfter: beside,
  selectAroundUnread: page,
  selectSince: ({ user, postedAt }, channel) => [user, true, channel, postedAt, 60],
  selectPinned: ({ user }, channel) => [user, channel],
  selectFlagged: ({ user }, channel) => [user, user, '', channel, 60, 0],
  selectByIds: ({ user, post, root }) => [user, [post, root], true],
  selectThread: ({ user, root }) => [user, root, 0, 0, '', false, 0],
  selectVersions: ({ user, post }) => [user, post],
  selectRoots: ({ user, root }) => [user, [root]],
  selectOthersSince: ({ user, postedAt }, channel) => [channel, user, postedAt],
  selectPendingPost: ({ user, post }) => [user, post],
  selectIdsOfUsernames: () => mentions.selectIdsOfUsernames.values({ usernames: ['user1', 'user2'] }),
  selectMembersAmong: ({ user }, channel) =>
    mentions.selectMembersAmong.values({ channel_id: channel, user_ids: [user] }),
  selectTeammatesAmong: ({ user }) => mentions.selectTeammatesAmong.values({ ids: [user], team_id: newId() }),
  selectMemberIds: (_sample, channel) => mentions.selectMemberIds.values({ channel_id: channel }),
  selectCallableMembers: (_sample, channel) =>
    mentions.selectCallableMembers.values({ channel_id: channel, too_many: 1000 }),
  selectRoot: ({ root }) => mentions.selectRoot.values({ id: root }),
  selectThreadFollowersOfChannel: (_sample, channel) =>
    mentions.selectThreadFollowersOfChannel.values({ channel_id: channel }),
  selectThreadsChoice: ({ user }) => mentions.selectThreadsChoice.values({ user_id: user }),
  selectCalledByReplies: ({ root }, channel) =>
    mentions.selectCalledByReplies.values({
      channel_id: channel,
      root_id: root,
      default_choice: 'on',
      may_choose: true,
    }),
  selectChannelsOfNames: () => mentions.selectChannelsOfNames.values({ team_id: newId(), names: ['town-square'] }),
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

const insertingWith =
  (file_ids: string, ...[first, ...others]: readonly ['' | 'reply', ...('' | 'reply')[]]): Values =>
  (sample, channel, form) => {
    const more = { jobs: form === 'withJobs' ? [job] : [], file_ids };
    const post = (root: '' | 'reply') => toWrite(sample, channel, root === '' ? '' : sample.root, more);
    return prepareInsert([post(first), ...others.map(post)], 2_000).values();
  };
const inserting = (...roots: readonly ['' | 'reply', ...('' | 'reply')[]]): Values => insertingWith('[]', ...roots);

const writes: Record<string, Values> = {
  insertRootPost: inserting(''),
  insertRootPosts: inserting('', ''),
  insertPosts: inserting('reply', ''),
  insertPostsWithFiles: insertingWith(JSON.stringify([newId(), newId()]), 'reply', ''),
  changeFiles: ({ post, user }) => [post, 2_000, [newId()], [newId()], user],
  selectForChange: ({ post }) => [post],
  writeVersion: ({ post }) => [post, 2_000, newId(), 'text', '{}', '[]', '', false, true],
  markDeleted: ({ root, user }) => [root, 2_000, user],
  takeBackThreadMentions: ({ root, user }) => [root, [user], 2_000],
  selectCountsOfThread: ({ root }) => [root],
  writeUnread: ({ user, postedAt }, channel) => [channel, user, postedAt, 2_000, ['system_join_channel'], [], false],
  followFrom: ({ root, user, post, postedAt }) => [root, user, postedAt, 2_000, [post]],
};

const modules = { ...read, ...create, ...change, ...pending, ...mentions } as Record<string, unknown>;
const isStatement = (value: unknown): value is HasText =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && 'text' in value;

/** A list is a statement in each form. */
const formsOf = (name: string): [string, HasText][] => {
  const value = modules[name];
  if (isStatement(value)) return [[name, value]];
  return Object.entries(value ?? {}).map(([form, statement]) => [`${name}.${form}`, statement as HasText]);
};

/** Run seldom, with nobody waiting. */
const swept = ['deleteOldPendingPosts', 'erasePost'];

test('every statement of posts has its plan tested', () => {
  const statements = Object.keys(modules).filter(
    (name) => formsOf(name).every(([, value]) => isStatement(value)) && formsOf(name).length > 0,
  );
  expect([...Object.keys(reads), ...Object.keys(writes), ...swept].toSorted()).toEqual(statements.toSorted());
});

describe.each([
  ['most posts in a channel that has been quiet since', { share: 70, channels: 300 }],
  ['posts spread evenly over channels', { share: 1 / 3, channels: 300 }],
  ['few channels, and nearly all posts in one', { share: 95, channels: 10 }],
])('%s', async (_skew, skew) => {
  const sample = await sampleOfManyPosts(skew);
  afterAll(() => sample.drop());
  const cases = (table: Record<string, Values>) =>
    Object.entries(table)
      .flatMap(([name, values]) =>
        formsOf(name).flatMap(([form, { text }]) =>
          (['generic', 'custom'] as const).flatMap((mode) =>
            (['quietChannel', 'smallChannel'] as const).map((channel) => ({
              form,
              text,
              mode,
              channel,
              values: values(sample, sample[channel], form.slice(name.length + 1)),
            })),
          ),
        ),
      )
      .filter(({ form, mode }) => form !== 'selectVersions' || mode === 'custom');

  test.each(cases(reads))(
    '$form, $mode plan, $channel: by indexes, and little more than it shows',
    async ({ form, text, values, mode }) => {
      const plan = await sample.explain(text, values, mode, true);
      expectIndexes(plan);
      const read = plan.filter(({ table }) => table === 'posts').reduce((sum, { readRows }) => sum + readRows, 0);
      expect(read).toBeLessThan(form === 'selectOthersSince' ? 1_100 : 500);
    },
  );

  test.each(cases(writes))('$form, $mode plan, $channel: by indexes', async ({ text, values, mode }) => {
    expectIndexes(await sample.explain(text, values, mode, false));
  });
});

function expectIndexes(plan: Awaited<ReturnType<Sample['explain']>>): void {
  expect(plan.length).toBeGreaterThan(0);
  // The sample has none of these.
  const small = ['', 'preferences', 'teammembers', 'bots'];
  expect(plan.filter(({ type, table }) => type === 'Seq Scan' && !small.includes(table))).toEqual([]);
  // An incremental sort stops with the page; any other reads all there is.
  expect(plan.filter(({ type, expectedRows }) => type === 'Sort' && expectedRows > 1_000)).toEqual([]);
}
