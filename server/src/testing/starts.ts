/** The server as an operator starts it, from an environment: on a database and in a folder of its own for each test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { readEnvironment } from '../platform/config/environment.ts';
import { startServer, type RunningServer } from '../start.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export class Starts {
  #own: TestDatabase | undefined;
  #server: RunningServer | undefined;
  dataDir = '';

  /** Address of the database. */
  get url(): string {
    return this.#own?.url ?? '';
  }

  /** Stops the one that runs, if any. The variables come on top of those that a test needs. */
  async start(variables: Record<string, string> = {}): Promise<RunningServer> {
    await this.stop();
    const environment = readEnvironment({
      INNERMOST_DATA_DIR: this.dataDir,
      MM_SQLSETTINGS_DATASOURCE: this.url,
      MM_SERVICESETTINGS_LISTENADDRESS: '127.0.0.1:0',
      MM_LOGSETTINGS_ENABLECONSOLE: 'false',
      ...variables,
    });
    this.#server = await startServer(environment, () => undefined);
    return this.#server;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  /** On a connection beside the server. */
  async ask<Row extends object = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Row>(statement, values)).rows;
    } finally {
      await client.end();
    }
  }

  async prepare(): Promise<void> {
    this.#own = await createTestDatabase();
    this.dataDir = await mkdtemp(join(tmpdir(), 'innermost-start-'));
  }

  async clear(): Promise<void> {
    await this.stop();
    await this.#own?.drop();
    await rm(this.dataDir, { recursive: true });
  }
}

/** Called at the top of a file. */
export function makeStarts(): Starts {
  const starts = new Starts();
  beforeEach(() => starts.prepare());
  afterEach(() => starts.clear());
  return starts;
}
