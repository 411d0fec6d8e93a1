/** Fills a fresh database with a working team's history, in the proportions of reference load-model.md. */
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import * as sql from './statements.ts';

export interface DatasetOptions {
  /** Of a database that the server has created and that holds no accounts yet. */
  url: string;
  seed: string;
  users: number;
  teams: number;
  channels: number;
  posts: number;
  /** Shares of public, private and group channels; the rest are direct. The default is the load model's. */
  shares?: { public: number; private: number; group: number };
  membersOfPublic?: number;
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
  /** Rows a second in this step so far. */
  readonly rate: number;
}

/** The same ids that the statements compute. */
export const idOf = (seed: string, kind: string, number: number): string =>
  createHash('md5').update(`${seed}${kind}${number}`).digest('hex').slice(0, 26);

const workingDay = 86_400_000;

class Filler {
  readonly #client: Client;
  readonly #options: DatasetOptions;

  constructor(client: Client, options: DatasetOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Runs an INSERT over the numbers from 1 to `total`, in pieces, telling how it goes. */
  async series(step: string, statement: string, total: number, size: number, more: readonly unknown[]): Promise<void> {
    const started = performance.now();
    for (let first = 1; first <= total; first += size) {
      const last = Math.min(first + size - 1, total);
      await this.#client.query(statement, [this.#options.seed, first, last, ...more]);
      this.#tell(step, last, total, started);
    }
  }

  async once(step: string, statement: string): Promise<number> {
    const started = performance.now();
    const { rowCount } = await this.#client.query(statement);
    this.#tell(step, rowCount ?? 0, rowCount ?? 0, started);
    return rowCount ?? 0;
  }

  #tell(step: string, done: number, total: number, started: number): void {
    const seconds = Math.max((performance.now() - started) / 1000, 0.001);
    this.#options.onProgress?.({ step, done, total, rate: Math.round(done / seconds) });
  }
}

export async function generateDataset(options: DatasetOptions): Promise<void> {
  const { users, teams, channels, posts } = options;
  const shares = options.shares ?? { public: 0.03, private: 0.07, group: 0.15 };
  const lastPublic = Math.round(channels * shares.public);
  const lastPrivate = lastPublic + Math.round(channels * shares.private);
  const lastGroup = lastPrivate + Math.round(channels * shares.group);
  const start = Date.now() - workingDay - posts * 250;
  const client = new Client({ connectionString: options.url, application_name: 'innermost-bench' });
  await client.connect();
  try {
    await client.query('SET synchronous_commit = off');
    const fill = new Filler(client, options);
    await fill.series('users', sql.users, users, 5_000, [start]);
    await fill.series('sessions', sql.sessions, users, 5_000, [start, Date.now() + 30 * workingDay]);
    await fill.series('teams', sql.teams, teams, 1_000, [start]);
    await fill.series('team members', sql.teamMembers, users, 5_000, [start, teams]);
    await fill.series('channels', sql.channels, channels, 5_000, [
      start,
      teams,
      lastPublic,
      lastPrivate,
      lastGroup,
      users,
    ]);
    await fill.once('public channels', sql.publicChannels);
    const members = options.membersOfPublic ?? 100;
    const kinds: [number, number, number][] = [
      [1, lastPublic, members],
      [lastPublic + 1, lastPrivate, Math.ceil(members / 5)],
      [lastPrivate + 1, lastGroup, 4],
      [lastGroup + 1, channels, 2],
    ];
    for (const [first, last, count] of kinds)
      for (let from = first; from <= last; from += 500)
        await client.query(sql.channelMembers, [options.seed, from, Math.min(from + 499, last), start, count, users]);
    await fill.series('posts', sql.posts, posts, 20_000, [start, channels, users]);
    while ((await fill.once('replies', sql.flattenReplies)) > 0);
    await fill.once('threads', sql.threads);
    await fill.once('thread followers', sql.threadMemberships);
    await fill.once('reactions', sql.reactions);
    await fill.once('counters', sql.counters);
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}
