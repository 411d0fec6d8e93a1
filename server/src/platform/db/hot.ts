// Statements of the hot paths: written by hand, prepared once per connection under a name, and sent without Kysely.
import { createHash } from 'node:crypto';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from './schema.gen.ts';

type Db = Kysely<Schema>;

export interface HotStatement<Row> {
  readonly text: string;
  readonly name: string;
  /**
   * Sends the statement, on the pool or within the transaction that `db` is. The keys of the rows are what the SQL
   * says: alias columns to wire names there.
   */
  run(db: Db, values: readonly unknown[]): Promise<Row[]>;
}

/** Sends SQL on some free connection of the pool. */
export type Send = (text: string, values: readonly unknown[]) => Promise<unknown[]>;

const nameByText = new Map<string, string>();
const textByName = new Map<string, string>();
const poolOf = new WeakMap<Db, Send>();

/** Declares a hot statement; once, at module level. Its name is a hash of its text. */
export function hot<Row>(text: string): HotStatement<Row> {
  const name = `inm_${createHash('sha256').update(text).digest('base64url').slice(0, 14)}`;
  const taken = textByName.get(name);
  if (taken !== undefined && taken !== text) throw new Error(`Two statements hash to ${name}; change one of them.`);
  textByName.set(name, text);
  nameByText.set(text, name);
  return {
    text,
    name,
    run: (db, values) => {
      const send = poolOf.get(db);
      // The rows' shape is what the author of the SQL declares it to be.
      return (send ? send(text, values) : sendInTransaction(db, text, values)) as Promise<Row[]>;
    },
  };
}

/** The name under which this text is prepared, when it is a hot statement. */
export function statementName(text: string): string | undefined {
  return nameByText.get(text);
}

/** Lets hot statements that run on `db` itself (not in a transaction) go straight to its pool. */
export function bypassKysely(db: Db, send: Send): void {
  poolOf.set(db, send);
}

/** The connection is Kysely's, but its compiler and plugins are not involved. */
function sendInTransaction(db: Db, text: string, values: readonly unknown[]): Promise<unknown[]> {
  return db.getExecutor().provideConnection(async (connection) => {
    const result = await connection.executeQuery(CompiledQuery.raw(text, values.slice()));
    return result.rows;
  });
}
