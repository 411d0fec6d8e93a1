import { Client, type ClientBase } from 'pg';

/** How often the watch looks, in ms; a timer for each statement would cost more than many statements do. */
const lookEvery = 500;

/**
 * Ends connections whose statement gets no answer: when the network drops packets, or PostgreSQL's machine stands
 * still, nothing else tells. What waited is rejected as for any connection that broke.
 */
export class StatementWatch {
  readonly #running = new Set<{ client: ClientBase; since: number }>();
  readonly #looking: NodeJS.Timeout;
  /** How long a statement may take, in ms. */
  patience = Infinity;

  constructor() {
    this.#looking = setInterval(() => this.#look(), lookEvery).unref();
  }

  async during<T>(client: ClientBase, statement: Promise<T>): Promise<T> {
    const one = { client, since: performance.now() };
    this.#running.add(one);
    try {
      return await statement;
    } catch (error) {
      // From here it leads back to who asked; as it came, only to the socket.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    } finally {
      this.#running.delete(one);
    }
  }

  close(): void {
    clearInterval(this.#looking);
  }

  #look(): void {
    const longAgo = performance.now() - this.patience;
    for (const { client, since } of this.#running) {
      // With a statement under way, the driver does not wait for the server's farewell.
      if (since < longAgo && client instanceof Client) void client.end().catch(() => undefined);
    }
  }
}
