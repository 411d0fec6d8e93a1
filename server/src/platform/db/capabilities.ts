// What the database at hand can hold. Found by looking at it, never by a version number: releases of Mattermost have
// reused their migration numbers.
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { columnName } from './names.ts';

/**
 * A statement for columns that an adopted database may lack needs no second text: in
 * `SELECT (SELECT bannerinfo FROM channels c WHERE c.id = $1) FROM (SELECT NULL::jsonb AS bannerinfo) absent`
 * the name means the column where there is one, and the NULL beside it where there is none.
 */
export interface Capabilities {
  /** The form in which the peer's server of this database's level can read a password hash. */
  readonly passwordFormat: 'bcrypt' | 'pbkdf2';
  /** In characters. */
  readonly maxPostLength: number;
  /** Whether this table has this column (wire names: `channels`, `banner_info`). */
  hasColumn(table: string, column: string): boolean;
  hasTable(table: string): boolean;
}

/** `columns` by table, as `readColumns` gives them. */
export async function findCapabilities(
  db: Db,
  columns: ReadonlyMap<string, Record<string, string>>,
): Promise<Capabilities> {
  const passwordFormat = (await readsPbkdf2(db, columns)) ? 'pbkdf2' : 'bcrypt';
  return {
    passwordFormat,
    maxPostLength: maxPostLength(columns.get('posts')?.['message'] ?? ''),
    hasColumn: (table, column) => columns.get(table)?.[columnName(column)] !== undefined,
    hasTable: (table) => columns.has(table),
  };
}

/**
 * PBKDF2 came with 11.0, which changed no table; 11.1 brought the content-flagging tables. Between the two, only a
 * hash that the peer has already written tells.
 */
async function readsPbkdf2(db: Db, columns: ReadonlyMap<string, Record<string, string>>): Promise<boolean> {
  if (columns.has('contentflaggingcommonreviewers')) return true;
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM users WHERE starts_with(password, '$pbkdf2$')) AS found`.execute(db);
  return rows[0]?.found ?? false;
}

/** Wire: a quarter of the declared length (it once counted bytes), and never less than 16,383. */
function maxPostLength(declaration: string): number {
  const declared = Number(/^character varying\((\d+)\)/.exec(declaration)?.[1] ?? 0);
  return Math.max(Math.floor(declared / 4), 16_383);
}
