// Where upstream's tables are, or belong. Found by looking and not set on each connection: proxies that pool by
// transaction refuse settings at the start of a connection, and lose those that are made later.
import { sql } from 'kysely';
import type { Tx } from './database.ts';

/**
 * An expression: the name of the first schema in the search path that is not merely ours; null when there is none.
 * To a role named `innermost`, `"$user"` in the path means our own schema, which holds none of upstream's tables.
 */
export const upstreamSchema = sql<string | null>`(
  SELECT name
  FROM unnest(current_schemas(false)) WITH ORDINALITY AS path (name, place)
  WHERE name <> 'innermost' OR to_regclass('innermost.posts') IS NOT NULL
    OR to_regclass('innermost.migrations') IS NULL
  ORDER BY place
  LIMIT 1)`;

/** What this transaction creates without naming a schema goes there. */
export async function createInUpstreamSchema(tx: Tx): Promise<void> {
  await sql`SELECT set_config('search_path', quote_ident(${upstreamSchema}), true)`.execute(tx);
}
