// Sends texts that are prepared once per connection under a name: on the pool straight to the driver, in a transaction on
// its connection, and never through Kysely's compiler and plugins.
import { createHash } from 'node:crypto';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from './schema.gen.ts';

type Db = Kysely<Schema>;

export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** Sends SQL on some free connection of the pool. */
export type Send = (prepared: Prepared, values: readonly unknown[]) => Promise<unknown[]>;

const nameByText = new Map<string, string>();
const textByName = new Map<string, string>();
const poolOf = new WeakMap<Db, Send>();

/** Its name is a hash of its text. */
export function prepared(text: string): Prepared {
  const name = `inm_${createHash('sha256').update(text).digest('base64url').slice(0, 14)}`;
  const taken = textByName.get(name);
  if (taken !== undefined && taken !== text) throw new Error(`Two statements hash to ${name}; change one of them.`);
  textByName.set(name, text);
  nameByText.set(text, name);
  return { name, text };
}

/** The name under which this text is prepared, if it is. */
export function nameOfPrepared(text: string): string | undefined {
  return nameByText.get(text);
}

/** On the pool, or within the transaction that `db` is. */
export function sendPrepared(db: Db, one: Prepared, values: readonly unknown[]): Promise<unknown[]> {
  const send = poolOf.get(db);
  return send ? send(one, values) : sendInTransaction(db, one.text, values);
}

/** Lets statements that run on `db` itself (not in a transaction) go straight to its pool. */
export function bypassKysely(db: Db, send: Send): void {
  poolOf.set(db, send);
}

function sendInTransaction(db: Db, text: string, values: readonly unknown[]): Promise<unknown[]> {
  return db.getExecutor().provideConnection(async (connection) => {
    const result = await connection.executeQuery(CompiledQuery.raw(text, values.slice()));
    return result.rows;
  });
}
