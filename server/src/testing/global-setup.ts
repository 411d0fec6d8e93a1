import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';
import { executeOn } from './execute-on.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `url` is that of a role that may create databases; `template` the database they are cloned from. */
    testDatabase: { url: string; template: string };
  }
}

/** One PostgreSQL for the whole run, with a migrated template from which each test file clones its own database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `innermost_template_${randomBytes(4).toString('hex')}`;
  await executeOn(server.url, `CREATE DATABASE ${template} TEMPLATE template0`);
  await migrateTemplate(server.url, template);
  const dropTemplate = () => executeOn(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  project.provide('testDatabase', { url: server.url, template });
  return async () => {
    if (server.external) await dropTemplate();
    await server.stop();
  };
}

async function migrateTemplate(serverUrl: string, template: string): Promise<void> {
  const url = new URL(serverUrl);
  url.pathname = `/${template}`;
  const database = openDatabase({ url: url.href, maxConnections: 1 });
  await migrate(database, { now: Date.now(), log: { info: () => undefined } });
  await database.close();
}

/** The server that INNERMOST_TEST_DATASOURCE names, or an embedded one that goes with this run, however it ends. */
async function startServer(): Promise<{ url: string; external: boolean; stop(): Promise<void> }> {
  const url = process.env['INNERMOST_TEST_DATASOURCE'];
  if (url) return { url, external: true, stop: async () => {} };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: console.warn, error: console.error };
  const dataDir = await mkdtemp(join(tmpdir(), 'innermost-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log, disposable: true });
  return { url: postgres.adminUrl, external: false, stop: () => postgres.stop() };
}
