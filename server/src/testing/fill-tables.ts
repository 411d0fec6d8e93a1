/** Rows in every table that refers to another: what a database may hold of one person, theirs or about them. */
import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { newId } from '../platform/ids.ts';
import { references } from '../platform/db/references.ts';
import level11 from '../platform/db/upstream/catalogue-11.6.json' with { type: 'json' };

const tables: Readonly<Record<string, { columns: Readonly<Record<string, string>> }>> = level11.tables;

/** A value that a column of this type takes. */
function filler(type: string): unknown {
  const enumLabels: Readonly<Record<string, string>> = {
    channel_bookmark_type: 'link',
    outgoingoauthconnections_granttype: 'password',
    property_field_type: 'text',
    upload_session_type: 'attachment',
  };
  const name = type.split(' ')[0]?.replace(/\(.*/, '') ?? '';
  if (enumLabels[name] !== undefined) return enumLabels[name];
  if (name.startsWith('json')) return '{}';
  if (name === 'boolean') return false;
  if (/^(bigint|integer|smallint|double)/.test(name)) return 1;
  return type.startsWith('character(26)') ? newId() : 'x';
}

const polymorphic: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  propertyvalues: { targettype: 'user' },
  translations: { objecttype: 'post' },
};

/**
 * One row in each table that has a reference, unless it is one of the `ids`, which say what stands for a row of a
 * parent, by its table; parents that are not named are made first.
 */
export async function fillTables(db: Db, ids: Readonly<Record<string, string>>): Promise<void> {
  const known: Record<string, string> = { ...ids };
  const parents = new Set(references.map(({ parent }) => parent));
  for (const parent of parents) known[parent] ??= newId();
  const children = new Set([...parents, ...references.map(({ child }) => child), 'tokens']);
  for (const table of children) {
    const columns = tables[table]?.columns;
    if (columns === undefined || ids[table] !== undefined) continue;
    const values: Record<string, unknown> = {};
    for (const [column, type] of Object.entries(columns))
      if (type.includes(' NOT NULL') && !type.includes(' DEFAULT ')) values[column] = filler(type);
    Object.assign(values, polymorphic[table]);
    for (const { child, column, parent, where } of references)
      if (child === table && (where === undefined || column !== 'targetid' || parent === 'users'))
        values[column] = known[parent];
    if (parents.has(table)) values[table === 'remoteclusters' ? 'remoteid' : 'id'] = known[table];
    else if ('id' in columns && !references.some(({ child, column }) => child === table && column === 'id'))
      values['id'] = newId();
    if (table === 'tokens') values['extra'] = known['users'];
    const names = sql.join(Object.keys(values).map((name) => sql.raw(`"${name}"`)));
    await sql`INSERT INTO ${sql.raw(table)} (${names}) VALUES (${sql.join(Object.values(values))})
      ON CONFLICT DO NOTHING`.execute(db);
  }
}
