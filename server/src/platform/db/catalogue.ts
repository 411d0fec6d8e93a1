// Reads what exists in a database's schema, as text that reads and compares well.
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { upstreamSchema } from './upstream-schema.ts';

export interface Catalogue {
  tables: Record<string, TableDescription>;
  /** The materialized views. */
  views: Record<string, ViewDescription>;
  /** The labels of each enum, in order. */
  enums: Record<string, string[]>;
}

interface TableDescription {
  /** In their order, by name: type, NOT NULL and DEFAULT as PostgreSQL prints them. */
  columns: Record<string, string>;
  constraints: Record<string, string>;
  /** Those that back no constraint. */
  indexes: Record<string, string>;
  /** Storage parameters, `name=value`. */
  options?: string[];
}

interface ViewDescription {
  columns: Record<string, string>;
  indexes: Record<string, string>;
}

/** Of upstream's schema. What is ours (`inm_…`) is left out. */
export async function readCatalogue(db: Db): Promise<Catalogue> {
  const relations = await readRelations(db);
  const columns = await readColumns(db);
  const constraints = await readConstraints(db);
  const indexes = await readIndexes(db);
  const catalogue: Catalogue = { tables: {}, views: {}, enums: await readEnums(db) };
  for (const { name, kind, options } of relations) {
    const described = { columns: columns.get(name) ?? {}, indexes: indexes.get(name) ?? {} };
    if (kind === 'm') catalogue.views[name] = described;
    else {
      catalogue.tables[name] = {
        columns: described.columns,
        constraints: constraints.get(name) ?? {},
        indexes: described.indexes,
        ...(options ? { options } : {}),
      };
    }
  }
  return catalogue;
}

/** Of the tables, and nothing else: enough to know what statements may name. */
export async function readColumns(db: Db): Promise<Map<string, Record<string, string>>> {
  const { rows } = await sql<Named>`
    SELECT c.relname AS relation, a.attname AS name,
      format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        || CASE WHEN a.attidentity <> '' THEN ' GENERATED AS IDENTITY'
                WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS'
                ELSE coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') END AS text
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = to_regnamespace(quote_ident(${upstreamSchema})) AND c.relkind IN ('r', 'p', 'm')
    ORDER BY c.relname, a.attnum`.execute(db);
  return byRelation(rows);
}

interface Named {
  relation: string;
  name: string;
  text: string;
}

interface RelationRow {
  name: string;
  kind: 'r' | 'p' | 'm';
  options: string[] | null;
}

async function readRelations(db: Db): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    SELECT relname AS name, relkind AS kind, reloptions AS options
    FROM pg_class
    WHERE relnamespace = to_regnamespace(quote_ident(${upstreamSchema})) AND relkind IN ('r', 'p', 'm')
      AND NOT starts_with(relname, 'inm_')
    ORDER BY relname`.execute(db);
  return rows;
}

/** NOT NULL is part of the columns; newer servers also list it here. */
async function readConstraints(db: Db): Promise<Map<string, Record<string, string>>> {
  const { rows } = await sql<Named>`
    SELECT c.relname AS relation, k.conname AS name, pg_get_constraintdef(k.oid) AS text
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = to_regnamespace(quote_ident(${upstreamSchema})) AND k.contype IN ('p', 'u', 'f', 'c', 'x')
    ORDER BY c.relname, k.conname`.execute(db);
  return byRelation(rows);
}

async function readIndexes(db: Db): Promise<Map<string, Record<string, string>>> {
  const { rows } = await sql<Named>`
    SELECT c.relname AS relation, i.relname AS name,
      replace(pg_get_indexdef(i.oid), quote_ident(${upstreamSchema}) || '.', '') AS text
    FROM pg_index x
    JOIN pg_class c ON c.oid = x.indrelid
    JOIN pg_class i ON i.oid = x.indexrelid
    WHERE c.relnamespace = to_regnamespace(quote_ident(${upstreamSchema})) AND NOT starts_with(i.relname, 'inm_')
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.conrelid = c.oid)
    ORDER BY c.relname, i.relname`.execute(db);
  return byRelation(rows);
}

async function readEnums(db: Db): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ name: string; labels: string[] }>`
    SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_type t
    JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE t.typnamespace = to_regnamespace(quote_ident(${upstreamSchema}))
    GROUP BY t.typname
    ORDER BY t.typname`.execute(db);
  return Object.fromEntries(rows.map(({ name, labels }) => [name, labels]));
}

function byRelation(rows: readonly Named[]): Map<string, Record<string, string>> {
  const result = new Map<string, Record<string, string>>();
  for (const { relation, name, text } of rows) {
    const described = result.get(relation) ?? {};
    described[name] = text;
    result.set(relation, described);
  }
  return result;
}
