/** Turns posts and their effects into the arrays of the one statement that writes them. */
import type { Db } from '../../../platform/db/database.ts';
import type { Counted, PostToWrite, WrittenPost } from './post-to-write.ts';
import type { Given, Statement } from '../../../platform/db/statement.ts';
import { queuedLists } from '../../../platform/jobs/queue.ts';
import {
  insertPosts,
  insertPostsWithFiles,
  insertRootPost,
  insertRootPosts,
  type CreatedRow,
} from './queries/write.ts';
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

/** A statement and its parameters. */
export interface PreparedInsert {
  readonly text: string;
  /** By number. */
  values(): unknown[];
  send(db: Db): Promise<CreatedRow[]>;
}

const prepared = <Params>(statement: Statement<Params, CreatedRow>, ...params: Given<Params>): PreparedInsert => ({
  text: statement.text,
  values: () => statement.values(...params),
  send: (db) => statement(db, ...params),
});

function prepareOne({ channel, record, effects }: PostToWrite, now: number): PreparedInsert {
  const { id, user_id, message, type, props, hashtags, file_ids, pending_post_id, counted } = record;
  const { mentions, jobs } = effects;
  const viewer = effects.marksRead ? user_id : '';
  const marked = viewer === '' || mentions.includes(viewer) ? mentions : [viewer, ...mentions];
  const params = {
    channel_id: channel.id,
    now,
    id,
    user_id,
    message,
    type,
    props,
    hashtags,
    file_ids,
    pending_post_id,
    counted,
    viewer,
    marked,
  };
  const { alone, withJobs } = insertRootPost;
  return jobs.length === 0 ? prepared(alone, params) : prepared(withJobs, Object.assign(params, queuedLists(jobs)));
}

const isPlainRoot = ({ record }: PostToWrite): boolean =>
  record.root_id === '' && record.priority === '' && record.file_ids === '[]' && !record.create_at;

/** The statement that posts of one channel need, and its parameters. */
export function prepareInsert(posts: readonly [PostToWrite, ...PostToWrite[]], now: number): PreparedInsert {
  const [first] = posts;
  const arePlainRoots = posts.every(isPlainRoot);
  if (posts.length === 1 && arePlainRoots) return prepareOne(first, now);
  const params = listsOf(posts, now);
  const jobs = posts.flatMap(({ effects }) => effects.jobs);
  if (arePlainRoots) {
    const { alone, withJobs } = insertRootPosts;
    return jobs.length === 0 ? prepared(alone, params) : prepared(withJobs, Object.assign(params, queuedLists(jobs)));
  }
  if (posts.some(({ record }) => record.file_ids !== '[]')) {
    const { alone, withJobs } = insertPostsWithFiles;
    const named = Object.assign(params, filesOf(posts));
    return jobs.length === 0 ? prepared(alone, named) : prepared(withJobs, Object.assign(named, queuedLists(jobs)));
  }
  const { alone, withJobs } = insertPosts;
  return jobs.length === 0 ? prepared(alone, params) : prepared(withJobs, Object.assign(params, queuedLists(jobs)));
}

/** Ids, and the positions of their posts. */
function filesOf(posts: readonly PostToWrite[]) {
  const [attached, attached_to]: [string[], number[]] = [[], []];
  for (const [index, { record }] of posts.entries()) {
    if (record.file_ids === '[]') continue;
    // The text was made from a list of ids.
    for (const id of JSON.parse(record.file_ids) as string[]) {
      attached.push(id);
      attached_to.push(index + 1);
    }
  }
  return { attached, attached_to };
}

function listsOf(posts: readonly [PostToWrite, ...PostToWrite[]], now: number) {
  const [{ channel }] = posts;
  const records = posts.map(({ record }) => record);
  const marks = [...marksOf(posts)];
  const follows = followsOf(posts);
  return {
    channel_id: channel.id,
    now,
    team_id: channel.team_id,
    ids: records.map(({ id }) => id),
    user_ids: records.map(({ user_id }) => user_id),
    messages: records.map(({ message }) => message),
    types: records.map(({ type }) => type),
    props: records.map(({ props }) => props),
    hashtags: records.map(({ hashtags }) => hashtags),
    file_ids: records.map(({ file_ids }) => file_ids),
    pending_post_ids: records.map(({ pending_post_id }) => pending_post_id),
    counted: records.map(({ counted }) => counted),
    root_ids: records.map(({ root_id }) => root_id),
    priorities: records.map(({ priority }) => priority),
    given_at: records.map(({ create_at = 0 }) => create_at),
    marked: marks.map(([userId]) => userId),
    viewed: marks.map(([, { viewed }]) => viewed),
    later: marks.map(([, { later }]) => later),
    later_counted: marks.map(([, { laterCounted }]) => laterCounted),
    later_roots: marks.map(([, { laterRoots }]) => laterRoots),
    mentions: marks.map(([, { mentions }]) => mentions),
    root_mentions: marks.map(([, { rootMentions }]) => rootMentions),
    urgent_mentions: marks.map(([, { urgentMentions }]) => urgentMentions),
    follow_roots: follows.map(({ rootId }) => rootId),
    followers: follows.map(({ userId }) => userId),
    again: follows.map(({ again }) => again),
    wrote: follows.map(({ wrote }) => wrote),
    follow_mentions: follows.map(({ mentions }) => mentions),
  };
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
  const [first, ...others] = posts;
  if (!first) return [];
  const rows = await prepareInsert([first, ...others], now).send(db);
  const written: (WrittenPost | undefined)[] = posts.map(() => undefined);
  const tallies = new Map<string, ThreadTally>();
  const repliesAfter = new Map<string, number>();
  for (const row of rows) {
    const { root_id = '' } = posts[row.n - 1]?.record ?? {};
    if (row.thread_before) tallies.set(root_id, new ThreadTally(row.thread_before));
    repliesAfter.set(root_id, (repliesAfter.get(root_id) ?? 0) + 1);
  }
  for (const { n, create_at, update_at, reply_count, attached_ids, attached } of rows) {
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
      ...(post.record.file_ids !== '[]' && { files: { ids: attached_ids ?? '[]', infos: attached ?? '' } }),
    };
  }
  return written;
}

const nothingCounted = (): Counted => ({ before: { mentions: 0, replies: 0 }, mentions: 0, replies: 0, viewed_at: 0 });
