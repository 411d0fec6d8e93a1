// Asks PostgreSQL what a statement takes and answers.
import type { DeclaredStatement } from '../../server/src/platform/db/statement.ts';
import type { Ask } from '../../server/src/testing/asking.ts';
import { columnsOf, type Facts } from './nullability.ts';

/** Types as TypeScript has them. */
export interface Described {
  parameters: { name: string; type: string }[];
  /** Undefined for a statement that answers no rows. */
  columns: { name: string; type: string }[] | undefined;
}

/** What the driver answers for a type, and takes for it where that differs. Types that are not here are text. */
const types: Readonly<Record<string, { answers: string; takes?: string }>> = {
  smallint: { answers: 'number' },
  integer: { answers: 'number' },
  bigint: { answers: 'number' },
  real: { answers: 'number' },
  'double precision': { answers: 'number' },
  numeric: { answers: 'string', takes: 'number | string' },
  boolean: { answers: 'boolean' },
  bytea: { answers: 'Buffer', takes: 'Uint8Array' },
  date: { answers: 'Date' },
  'timestamp with time zone': { answers: 'Date' },
  json: { answers: 'unknown', takes: 'string' },
  jsonb: { answers: 'unknown', takes: 'string' },
  record: { answers: 'unknown' },
  void: { answers: 'unknown' },
};

const listed = /^(.*?)(\[\])?$/;

function answerType(type: string, nullable: boolean): string {
  const [, item = '', list = ''] = listed.exec(type) ?? [];
  const found = (types[item]?.answers ?? 'string') + list;
  return nullable && found !== 'unknown' ? `${found} | null` : found;
}

function parameterType(type: string, nullable: boolean): string {
  const [, item = '', list] = listed.exec(type) ?? [];
  const { answers, takes } = types[item] ?? { answers: 'string' };
  const taken = (takes ?? answers) + (nullable ? ' | null' : '');
  if (list === undefined) return taken;
  return taken.includes(' ') ? `readonly (${taken})[]` : `readonly ${taken}[]`;
}

/** Of a database that has every table. */
export async function readFacts(ask: Ask): Promise<Omit<Facts, 'mayBeNull'>> {
  const notNull = await ask<{ place: string }>(
    `SELECT attrelid::text || '.' || attnum AS place FROM pg_attribute WHERE attnotnull AND attnum > 0`,
  );
  const functions = await ask<{ id: string; name: string }>(`SELECT oid::text AS id, proname AS name FROM pg_proc`);
  return {
    notNull: new Set(notNull.map(({ place }) => place)),
    functions: new Map(functions.map(({ id, name }) => [Number(id), name])),
  };
}

interface Prepared {
  parameters: string[];
  results: string[] | null;
}

/** Rejects with PostgreSQL's error for a statement that cannot be prepared. Needs PostgreSQL 16. */
export async function describe(
  ask: Ask,
  statement: DeclaredStatement,
  facts: Omit<Facts, 'mayBeNull'>,
): Promise<Described> {
  const { text, parameters } = statement;
  const found = await prepare(ask, text);
  const mayBeNull = (n: number): boolean => parameters[n - 1]?.nullable ?? false;
  const columns = found.results ? columnsOf(await queryTree(ask, text, found.parameters), { ...facts, mayBeNull }) : [];
  return {
    parameters: parameters.map(({ name, nullable }, index) => ({
      name,
      type: parameterType(found.parameters[index] ?? 'text', nullable),
    })),
    columns: found.results?.map((type, index) => {
      const { name = '', nullable = true } = columns[index] ?? {};
      return { name, type: answerType(type, nullable) };
    }),
  };
}

async function prepare(ask: Ask, text: string): Promise<Prepared> {
  await ask(`PREPARE described AS ${text}`);
  const rows = await ask<Prepared>(
    `SELECT parameter_types::text[] AS parameters, result_types::text[] AS results FROM pg_prepared_statements WHERE name = 'described'`,
  );
  await ask('DEALLOCATE described');
  const [prepared] = rows;
  if (!prepared) throw new Error('PostgreSQL kept nothing of a prepared statement.');
  return prepared;
}

/** A function with the statement as its body keeps what PostgreSQL understood of it. */
async function queryTree(ask: Ask, text: string, parameters: readonly string[]): Promise<string> {
  const signature = `pg_temp.described(${parameters.join(', ')})`;
  await ask(`CREATE FUNCTION ${signature} RETURNS void LANGUAGE sql BEGIN ATOMIC ${text}; END`);
  const rows = await ask<{ body: string }>(
    `SELECT prosqlbody::text AS body FROM pg_proc WHERE oid = '${signature}'::regprocedure`,
  );
  await ask(`DROP FUNCTION ${signature}`);
  return rows[0]?.body ?? '';
}
