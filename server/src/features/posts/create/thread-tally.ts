/**
 * What a thread's followers have unread, reply by reply: from what the statement that wrote the replies counted before
 * them. Steps as the statement does, which writes only the last state.
 */
import type { Counted, Follow } from './post-to-write.ts';
import type { ThreadBefore } from './queries/write.ts';

interface Reply {
  readonly create_at: number;
  readonly update_at: number;
  readonly follows: readonly Follow[];
}

interface State {
  following: boolean;
  viewed_at: number;
  mentions: number;
  replies: number;
}

export class ThreadTally {
  readonly #replies: number;
  readonly #people = new Map<string, State>();
  readonly #following = new Set<string>();
  readonly #written: Reply[] = [];

  constructor({ replies, people }: ThreadBefore) {
    this.#replies = replies;
    for (const [id, following, viewed_at, mentions, unread] of people ?? []) {
      this.#people.set(id, { following, viewed_at, mentions, replies: unread });
      if (following) this.#following.add(id);
    }
  }

  /** The next reply of the thread: who follows it then, and what is counted for each. */
  add(reply: Reply): { followers: string[]; countedFor: (userId: string) => Counted } {
    this.#written.push(reply);
    for (const { user_id, again } of reply.follows)
      if (again || !this.#people.has(user_id)) this.#following.add(user_id);
    const written = this.#written.length;
    return { followers: [...this.#following], countedFor: (userId) => this.#countedFor(userId, written) };
  }

  #countedFor(userId: string, written: number): Counted {
    const known = this.#people.get(userId);
    let state: State | undefined = known && { ...known };
    let before = { mentions: 0, replies: 0 };
    for (const [index, reply] of this.#written.slice(0, written).entries()) {
      // Of a thread that was not followed, nothing counted.
      before = state?.following ? { mentions: state.mentions, replies: state.replies } : { mentions: 0, replies: 0 };
      const follow = reply.follows.find(({ user_id }) => user_id === userId);
      if (follow) state ??= { following: true, viewed_at: 0, mentions: 0, replies: this.#replies + index };
      if (state) step(state, reply, follow);
    }
    const { mentions = 0, replies = 0, viewed_at = 0 } = state ?? {};
    return { before, mentions, replies, viewed_at };
  }
}

function step(state: State, reply: Reply, follow: Follow | undefined): void {
  if (follow?.again) state.following = true;
  if (follow?.wrote)
    Object.assign(state, { viewed_at: Math.max(state.viewed_at, reply.update_at), mentions: 0, replies: 0 });
  else {
    if (follow?.mentioned) state.mentions += 1;
    if (reply.create_at > state.viewed_at) state.replies += 1;
  }
}
