/**
 * Writes messages channel by channel: of one channel at most one statement is under way, and what arrives meanwhile
 * goes out together with the next. So events leave in the order of the commits, and a busy channel costs one commit
 * for many messages instead of a queue on its row.
 */
import { perServer, type Services } from '../../endpoint/services.ts';
import type { PostToWrite, WrittenPost } from './new-post.ts';
import { writePosts } from './write-posts.ts';

const batchSize = 64;

interface Waiting {
  post: PostToWrite;
  /** Called in the order of commits, before `resolve`. */
  written: (result: WrittenPost) => void;
  resolve: (result: WrittenPost | undefined) => void;
  reject: (error: unknown) => void;
}

class PostWriter {
  readonly #services: Services;
  readonly #queues = new Map<string, Waiting[]>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Undefined when the post was not accepted (see `writePosts`). `written` runs synchronously, in commit order. */
  write(post: PostToWrite, written: (result: WrittenPost) => void): Promise<WrittenPost | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = { post, written, resolve, reject };
      const queue = this.#queues.get(post.channel.id);
      if (queue) {
        queue.push(waiting);
        return;
      }
      this.#queues.set(post.channel.id, [waiting]);
      void this.#drain(post.channel.id);
    });
  }

  async #drain(channelId: string): Promise<void> {
    for (;;) {
      const batch = this.#queues.get(channelId)?.splice(0, batchSize) ?? [];
      if (batch.length === 0) break;
      await this.#writeBatch(batch);
    }
    this.#queues.delete(channelId);
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    const { database, clock } = this.#services;
    try {
      const results = await writePosts(
        database.db,
        batch.map(({ post }) => post),
        clock.now(),
      );
      for (const [index, one] of batch.entries()) settle(one, results[index]);
    } catch (error) {
      // One bad or repeated post must not fail its neighbours: a batch is tried again one by one, and pending ids keep
      // it from doubling.
      const [only] = batch;
      if (batch.length === 1 && only) only.reject(error);
      else for (const one of batch) await this.#writeBatch([one]);
    }
  }
}

function settle(one: Waiting, result: WrittenPost | undefined): void {
  try {
    if (result) one.written(result);
    one.resolve(result);
  } catch (error) {
    one.reject(error);
  }
}

export const postWriter = perServer((services) => new PostWriter(services));
