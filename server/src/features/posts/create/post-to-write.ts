/** A message on its way into a channel, and what it sets off there. */
import type { ChannelFacts } from '../../../access/directory.ts';
import type { QueuedJob } from '../../../platform/jobs/queue.ts';
import { jobTopic } from '../../../work/job-topic.ts';
import type { Services } from '../../../work/services.ts';

export interface NewPostRecord {
  readonly id: string;
  readonly user_id: string;
  readonly root_id: string;
  readonly message: string;
  readonly type: string;
  /** JSON text of an object. */
  readonly props: string;
  readonly hashtags: string;
  /** JSON text of an array of ids. */
  readonly file_ids: string;
  /** '' disables the check for repeats. */
  readonly pending_post_id: string;
  /** JSON text of a PostPriority, or ''. */
  readonly priority: string;
  /** Counts as a message and as unread: all but joins and leaves. */
  readonly counted: boolean;
  /** ms; only where an administrator gives it, and in the past. Else the time of writing. */
  readonly create_at?: number;
}

/** Follows a thread from now on. */
export interface Follow {
  readonly user_id: string;
  /** Even if the person had unfollowed it. */
  readonly again: boolean;
  /** Wrote the reply: has seen the thread up to it. */
  readonly wrote: boolean;
  readonly mentioned: boolean;
}

export interface PostEffects {
  /** The author has read the channel up to this post. */
  readonly marksRead: boolean;
  readonly mentions: readonly string[];
  readonly urgent: boolean;
  readonly follows: readonly Follow[];
  /** Named by it, but not in the channel. */
  readonly outsiders: readonly string[];
  /** Queued by the statement that writes the post. */
  readonly jobs: readonly QueuedJob[];
}

export interface PostToWrite {
  readonly channel: ChannelFacts;
  readonly record: NewPostRecord;
  readonly effects: PostEffects;
  /** What it shows of a post that it links to: JSON text of `metadata.embeds`. */
  readonly linked?: string;
}

/** What the statement counted for one follower of a thread, before a reply and with it. */
export interface Counted {
  readonly before: { readonly mentions: number; readonly replies: number };
  readonly mentions: number;
  readonly replies: number;
  /** ms. */
  readonly viewed_at: number;
}

export interface WrittenPost {
  readonly create_at: number;
  readonly update_at: number;
  /** JSON texts: the ids of the files that became its own, and what these are. Undefined where it names none. */
  readonly files?: { readonly ids: string; readonly infos: string };
  /** Of the thread, with this reply; 0 for root posts. */
  readonly reply_count: number;
  /** Of the thread, the new ones included; empty for root posts. */
  readonly followers: readonly string[];
  /** Of a follower of the thread. */
  countedFor(userId: string): Counted;
}

export const noEffects: PostEffects = {
  marksRead: false,
  mentions: [],
  urgent: false,
  follows: [],
  outsiders: [],
  jobs: [],
};

/** Whoever follows a new post with a job says so here; each is asked just before the post is written. */
export const postWritten = jobTopic<PostToWrite>();

/** What follows is queued by the statement that writes the post. */
export function withFollowers(services: Services, post: PostToWrite): PostToWrite {
  const jobs = postWritten.rows(services, post);
  return jobs.length === 0 ? post : { ...post, effects: { ...post.effects, jobs } };
}
