/** A real server over a real, synchronous database that holds the data set, and a process that loads both. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { generateDataset, idOf, type DatasetOptions } from './dataset/generate.ts';
import { startGenerator, type Generator } from './load/generator.ts';
import type { Room } from './load/worker.ts';

export interface Stage {
  server: ServerProcess;
  port: number;
  databaseUrl: string;
  generator: Generator;
  /** Rooms of the data set whose members all exist. */
  rooms(count: number): Promise<Room[]>;
  /** Throws when commits do not reach the disk before they are answered: figures of posts would mean nothing. */
  expectDurableCommits(): Promise<void>;
  /** Statements that the server has sent so far. */
  roundTrips(): Promise<number>;
  close(): Promise<void>;
}

/** The database's own address lies in the data folder; the password beside it. */
export async function databaseUrlOf(dataDir: string): Promise<string> {
  const pid = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim();
  const folder = pid[4] ?? '';
  return `postgres://innermost:${encodeURIComponent(password)}@localhost/innermost?host=${encodeURIComponent(folder)}`;
}

let stages = 0;

/** `main`: the server of another checkout. */
export async function setStage(
  dataset: Omit<DatasetOptions, 'url'>,
  say: (text: string) => void,
  { main }: { main?: string } = {},
): Promise<Stage> {
  stages += 1;
  const metricsPort = 20_000 + ((process.pid + stages) % 20_000);
  const env = { MM_METRICSSETTINGS_ENABLE: 'true', MM_METRICSSETTINGS_LISTENADDRESS: `127.0.0.1:${metricsPort}` };
  const server = await startServerProcess({ env, ...(main !== undefined && { main }) });
  const databaseUrl = await databaseUrlOf(server.dataDir);
  await generateDataset({
    ...dataset,
    url: databaseUrl,
    onProgress: ({ step, done, total, rate }) => say(`  ${step}: ${done} of ${total}, ${rate} a second`),
  });
  // The server has read roles and settings before the data came; a start afresh sees all of it.
  await server.stop();
  await server.start();
  const generator = startGenerator();
  const { seed } = dataset;
  const url = await databaseUrlOf(server.dataDir);
  async function ask<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: url, application_name: 'innermost-bench' });
    await client.connect();
    try {
      const { rows } = await client.query<Row>(text, values);
      return rows;
    } finally {
      await client.end();
    }
  }
  return {
    server,
    port: Number(new URL(server.url).port),
    databaseUrl: url,
    generator,
    async rooms(count) {
      const rows = await ask<{ channel: string; team: string; users: string[] }>(
        `SELECT c.id AS channel, c.teamid AS team, array_agg(m.userid::text) AS users FROM channels c JOIN channelmembers m ON m.channelid = c.id
          WHERE c.type = 'O' GROUP BY c.id, c.teamid ORDER BY c.id LIMIT $1`,
        [count],
      );
      const tokens = new Map<string, string>();
      for (let n = 1; n <= dataset.users; n += 1) tokens.set(idOf(seed, 'user', n), idOf(seed, 'token', n));
      return rows.map(({ channel, team, users }) => ({
        channel,
        team,
        members: users.map((id) => ({ id, token: tokens.get(id) ?? '' })),
      }));
    },
    async expectDurableCommits() {
      const rows = await ask<{ name: string }>(
        `SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting <> 'on'`,
      );
      if (rows.length > 0) throw new Error(`The database runs without ${rows.map(({ name }) => name).join(' and ')}.`);
    },
    async roundTrips() {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return Number(/^innermost_db_statements_total (\d+)/m.exec(text)?.[1]);
    },
    async close() {
      generator.stop();
      await server.dispose();
    },
  };
}
