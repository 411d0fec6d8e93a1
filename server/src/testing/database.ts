import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { executeOn } from './execute-on.ts';

export interface TestDatabase {
  url: string;
  /** Closes what is still connected to it, and removes it. */
  drop(): Promise<void>;
}

/** A database of its own for a test file: a clone of the migrated template, in about 100 ms. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(inject('testDatabase').template);
}

/** One in which nothing exists yet. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const server = inject('testDatabase');
  const name = `innermost_test_${randomBytes(6).toString('hex')}`;
  await executeOn(server.url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => executeOn(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
