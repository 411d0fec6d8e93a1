/** Turns posts and their effects into the arrays of the one statement that writes them. */
import type { Db } from '../../../platform/db/database.ts';
import type { Counted, PostToWrite, WrittenPost } from './post-to-write.ts';
import type { HotStatement } from '../../../platform/db/hot.ts';
import { queuedColumns, type QueuedJob } from '../../../platform/jobs/queue.ts';
import { insertPosts, insertRootPost, insertRootPosts, type CreatedRow, type MaybeWithJobs } from './queries/write.ts';
import { ThreadTally } from './thread-tally.ts';

interface Mark {
  viewed: boolean;
  later: number;
  laterCounted: number;
  laterRoots: number;
  mentions: number;
  rootMentions: number;
  urgentMentions: number;
}

const unmarked: Readonly<Mark> = {
  viewed: false,
  later: 0,
  laterCounted: 0,
  laterRoots: 0,
  mentions: 0,
  rootMentions: 0,
  urgentMentions: 0,
};

/** One row a person, however many posts of the batch concern them: a statement may touch a row only once. */
function marksOf(posts: readonly PostToWrite[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const markOf = (userId: string): Mark => {
    const known = marks.get(userId);
    if (known) return known;
    const mark = { ...unmarked };
    marks.set(userId, mark);
    return mark;
  };
  for (const { record, effects } of posts) {
    const isRoot = record.root_id === '';
    for (const mark of marks.values()) {
      mark.later += 1;
      if (record.counted) mark.laterCounted += 1;
      if (record.counted && isRoot) mark.laterRoots += 1;
    }
    for (const userId of effects.mentions) {
      const mark = markOf(userId);
      mark.mentions += 1;
      if (isRoot) mark.rootMentions += 1;
      if (effects.urgent) mark.urgentMentions += 1;
    }
    if (effects.marksRead) Object.assign(markOf(record.user_id), { ...unmarked, viewed: true });
  }
  return marks;
}

interface FollowRow {
  rootId: string;
  userId: string;
  again: boolean;
  wrote: boolean;
  mentions: number;
}

function followsOf(posts: readonly PostToWrite[]): FollowRow[] {
  const rows = new Map<string, FollowRow>();
  for (const { record, effects } of posts) {
    for (const follow of effects.follows) {
      const key = `${record.root_id} ${follow.user_id}`;
      const row = rows.get(key) ?? {
        rootId: record.root_id,
        userId: follow.user_id,
        again: false,
        wrote: false,
        mentions: 0,
      };
      row.again ||= follow.again;
      row.wrote ||= follow.wrote;
      row.mentions = follow.wrote ? 0 : row.mentions + (follow.mentioned ? 1 : 0);
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

interface Prepared {
  statement: HotStatement<CreatedRow>;
  values: unknown[];
}

function withJobs(statement: MaybeWithJobs, values: unknown[], jobs: readonly QueuedJob[]): Prepared {
  if (jobs.length === 0) return { statement: statement.alone, values };
  return { statement: statement.withJobs, values: [...values, ...queuedColumns(jobs)] };
}

function prepareOne({ channel, record, effects }: PostToWrite, now: number): Prepared {
  const { id, user_id, message, type, props, hashtags, file_ids, pending_post_id, counted } = record;
  const reader = effects.marksRead ? user_id : '';
  const concerned =
    reader === '' || effects.mentions.includes(reader) ? effects.mentions : [reader, ...effects.mentions];
  const post = [id, user_id, message, type, props, hashtags, file_ids, pending_post_id, counted];
  return withJobs(insertRootPost, [channel.id, now, ...post, reader, concerned], effects.jobs);
}

const isPlainRoot = ({ record }: PostToWrite): boolean =>
  record.root_id === '' && record.priority === '' && !record.create_at;

/** The statement that posts of one channel need, and its parameters. */
export function prepareInsert(posts: readonly PostToWrite[], now: number): Prepared {
  const [only] = posts;
  const arePlainRoots = posts.every(isPlainRoot);
  if (only && posts.length === 1 && arePlainRoots) return prepareOne(only, now);
  const records = posts.map(({ record }) => record);
  const marks = [...marksOf(posts)];
  const values: unknown[] = [
    posts[0]?.channel.id,
    now,
    posts[0]?.channel.team_id,
    records.map(({ id }) => id),
    records.map(({ user_id }) => user_id),
    records.map(({ message }) => message),
    records.map(({ type }) => type),
    records.map(({ props }) => props),
    records.map(({ hashtags }) => hashtags),
    records.map(({ file_ids }) => file_ids),
    records.map(({ pending_post_id }) => pending_post_id),
    records.map(({ counted }) => counted),
    marks.map(([userId]) => userId),
    marks.map(([, { viewed }]) => viewed),
    marks.map(([, { later }]) => later),
    marks.map(([, { laterCounted }]) => laterCounted),
    marks.map(([, { laterRoots }]) => laterRoots),
    marks.map(([, { mentions }]) => mentions),
    marks.map(([, { rootMentions }]) => rootMentions),
    marks.map(([, { urgentMentions }]) => urgentMentions),
  ];
  const jobs = posts.flatMap(({ effects }) => effects.jobs);
  if (arePlainRoots) return withJobs(insertRootPosts, values, jobs);
  const follows = followsOf(posts);
  values.push(
    records.map(({ root_id }) => root_id),
    records.map(({ priority }) => priority),
    follows.map(({ rootId }) => rootId),
    follows.map(({ userId }) => userId),
    follows.map(({ again }) => again),
    follows.map(({ wrote }) => wrote),
    follows.map(({ mentions }) => mentions),
    records.map(({ create_at = 0 }) => create_at),
  );
  return withJobs(insertPosts, values, jobs);
}

/**
 * Writes posts of one channel in one round trip, in the order given. The answer has undefined where a post was not
 * accepted: channel gone or archived, root not a live root of the channel, or a repeated `pending_post_id`. Of several
 * posts all are accepted or none, and it rejects when some would have been: write them one by one then.
 */
export async function writePosts(
  db: Db,
  posts: readonly PostToWrite[],
  now: number,
): Promise<(WrittenPost | undefined)[]> {
  if (posts.length === 0) return [];
  const { statement, values } = prepareInsert(posts, now);
  const rows = await statement.run(db, values);
  const written: (WrittenPost | undefined)[] = posts.map(() => undefined);
  const tallies = new Map<string, ThreadTally>();
  const repliesAfter = new Map<string, number>();
  for (const row of rows) {
    const { root_id = '' } = posts[row.n - 1]?.record ?? {};
    if (row.thread_before) tallies.set(root_id, new ThreadTally(row.thread_before));
    repliesAfter.set(root_id, (repliesAfter.get(root_id) ?? 0) + 1);
  }
  for (const { n, create_at, update_at, reply_count } of rows) {
    const post = posts[n - 1];
    if (!post) continue;
    const { root_id } = post.record;
    // The statement counted all of its replies.
    const after = (repliesAfter.get(root_id) ?? 1) - 1;
    repliesAfter.set(root_id, after);
    const counted = tallies.get(root_id)?.add({ create_at, update_at, follows: post.effects.follows });
    written[n - 1] = {
      create_at,
      update_at,
      reply_count: root_id === '' ? reply_count : reply_count - after,
      followers: counted?.followers ?? [],
      countedFor: counted?.countedFor ?? nothingCounted,
    };
  }
  return written;
}

const nothingCounted = (): Counted => ({ before: { mentions: 0, replies: 0 }, mentions: 0, replies: 0, viewed_at: 0 });
