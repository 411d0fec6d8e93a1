/**
 * Writes messages channel by channel: of one channel at most one statement is under way, in the channel's lane, and what
 * arrives meanwhile goes out together with the next. So events leave in the order of the commits, and a busy channel
 * costs one commit for many messages instead of a queue on its row.
 */
import { isInTransaction, perServer, type Services } from '../../../work/services.ts';
import { AppError } from '../../../platform/http/errors.ts';
import { work, type Work, type WorkWithoutTransaction } from '../../../work/work.ts';
import type { PostToWrite, WrittenPost } from './post-to-write.ts';
import { tellThreads } from './publish.ts';
import { writePosts } from './write.ts';

const batchSize = 64;
/** So many posts may wait for one channel; a client that is told so tries again. */
const mostWaiting = 2_000;
/** ms; who waited longer is told to try again, as most clients have given up by then. */
const patience = 20_000;

const busy = (detail: string) => new AppError('api.context.server_busy.app_error', {}, detail);

/** Says in the writer's work what is to be told: in the order of commits, before the writer's promise resolves. */
type Written = (w: Work, result: WrittenPost) => void;

interface Waiting {
  post: PostToWrite;
  /** By `clock.elapsed()`. */
  since: number;
  written: Written;
  resolve: (result: WrittenPost | undefined) => void;
  reject: (error: unknown) => void;
}

class PostWriter {
  readonly #services: Services;
  readonly #queues = new Map<string, Waiting[]>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Undefined when the post was not accepted (see `writePosts`). 503 when too many wait for the channel already. */
  write(post: PostToWrite, written: Written): Promise<WrittenPost | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = { post, since: this.#services.clock.elapsed(), written, resolve, reject };
      const queue = this.#queues.get(post.channel.id);
      if (!queue) {
        this.#queues.set(post.channel.id, [waiting]);
        void this.#drain(post.channel.id);
      } else if (queue.length < mostWaiting) queue.push(waiting);
      else reject(busy('too many posts wait for the channel'));
    });
  }

  async #drain(channelId: string): Promise<void> {
    const queue = this.#queues.get(channelId) ?? [];
    while (queue.length > 0) {
      // Other works of the channel have their turn between two batches.
      const beginning = { lanes: [channelId], transaction: 'none' } as const;
      await work(this.#services, beginning, (w) => this.#writeBatch(w, this.#nextOf(queue))).catch(
        // The lane did not come free: those who waited for it longest hear so.
        (error: unknown) => queue.splice(0, batchSize).forEach(({ reject }) => reject(error)),
      );
    }
    this.#queues.delete(channelId);
  }

  /** The next batch, without those who waited too long. */
  #nextOf(queue: Waiting[]): readonly Waiting[] {
    const before = this.#services.clock.elapsed() - patience;
    const next = queue.splice(0, batchSize);
    for (const { since, reject } of next) if (since < before) reject(busy('a post waited too long'));
    return next.filter(({ since }) => since >= before);
  }

  async #writeBatch(w: WorkWithoutTransaction, batch: readonly Waiting[]): Promise<void> {
    const posts = batch.map(({ post }) => post);
    let results: (WrittenPost | undefined)[];
    try {
      results = await writePosts(w.db, posts, w.now);
      w.queuedByStatement(posts.flatMap(({ effects }) => effects.jobs));
    } catch (error) {
      // One bad or repeated post must not fail its neighbours: a batch is tried again one by one, and pending ids keep
      // it from doubling.
      const [only] = batch;
      if (batch.length === 1 && only) only.reject(error);
      else for (const one of batch) await this.#writeBatch(w, [one]);
      return;
    }
    for (const [index, { written }] of batch.entries()) this.#say(w, written, results[index]);
    // The statement was its own transaction: nobody waits for what is told of the threads.
    const sending = w.send();
    if (sending) await sending;
    for (const [index, { resolve }] of batch.entries()) resolve(results[index]);
    await tellThreads(w, posts, results);
  }

  /** The post is written: what fails in telling of it is logged, and fails nobody. */
  #say(w: Work, written: Written, result: WrittenPost | undefined): void {
    try {
      if (result) written(w, result);
    } catch (error) {
      this.#services.log.error({ err: error }, 'a post was written, but not all of it was told');
    }
  }
}

const writers = perServer((services) => new PostWriter(services));

/** Not for use in a transaction, which would hold a connection while it waits for another work. */
export function postWriter(services: Services): PostWriter {
  if (isInTransaction(services)) throw new Error('A post sent from inside a transaction.');
  return writers(services);
}
