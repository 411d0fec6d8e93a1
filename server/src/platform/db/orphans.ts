// Rows whose parent is missing: found page by page, in one read-only transaction for each reference.
import { sql, type RawBuilder } from 'kysely';
import type { Capabilities } from './capabilities.ts';
import type { Database, Db } from './database.ts';
import type { Reference } from './references.ts';

export interface Orphan {
  /** What the child says its parent is; null or '' where it must say one and does not. */
  readonly parent_id: string | null;
  /** The child's key; of several columns, joined by commas. */
  readonly child_id: string;
}

/** How many orphans are held at once. */
export const orphansPerPage = 1_000;

const isOurs = (table: string): boolean => table.startsWith('innermost.');

/** Whether this database has both tables and the column: older releases lack some. */
export function isHeld({ child, column, parent }: Reference, { hasColumn, hasTable }: Capabilities): boolean {
  return hasTable(parent) && (isOurs(child) || hasColumn(child, column));
}

/** A condition on rows of the child, `c`: they name no row that there is. */
export function isOrphan({ column, mayBeEmpty, parent, parentKey, where }: Reference): RawBuilder<boolean> {
  const conditions = [
    ...(where === undefined ? [] : [where]),
    ...(mayBeEmpty ? [`coalesce(c.${column}, '') <> ''`] : []),
    `NOT EXISTS (SELECT FROM ${parent} p WHERE p.${parentKey} = c.${column})`,
  ];
  // Every part is a constant of references.ts.
  return sql.raw(conditions.join(' AND '));
}

/** Ends when nobody takes more. Rejects with what the database says, a statement that takes too long included. */
export function orphansOf({ reading }: Pick<Database, 'reading'>, reference: Reference): AsyncGenerator<Orphan[]> {
  return reading((tx) => pagesOf(tx, reference));
}

async function* pagesOf(tx: Db, reference: Reference): AsyncGenerator<Orphan[]> {
  const { child, childKey, column } = reference;
  // Mostly there are none, so the plan must be good for reading all rows rather than for the first ones.
  await sql`SET LOCAL cursor_tuple_fraction = 1`.execute(tx);
  const key = sql.raw(childKey.map((name) => `c.${name}::text`).join(', '));
  const parent = sql.raw(`c.${column}::text`);
  await sql`DECLARE orphans NO SCROLL CURSOR FOR
    SELECT ${parent} AS parent_id, concat_ws(',', ${key}) AS child_id
      FROM ${sql.raw(child)} c WHERE ${isOrphan(reference)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Orphan>`FETCH ${sql.raw(String(orphansPerPage))} FROM orphans`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < orphansPerPage) return;
  }
}
