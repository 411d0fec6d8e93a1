// Creates what release 11.6.0 of Mattermost has after its first start: every table, and the rows that come with them.
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { newId } from '../../ids.ts';
import type { Tx } from '../database.ts';
import { upstreamMigrations } from './migration-names.ts';
import { contentFlaggingFields, upstreamPropertyGroups } from './properties.ts';
import { upstreamRoles } from './roles.ts';
import { upstreamSystems } from './systems.ts';

/** In this order: the views read tables of the other files. */
const files = [
  'people.sql',
  'teams-and-channels.sql',
  'messages.sql',
  'integrations.sql',
  'properties.sql',
  'governance.sql',
  'sharing.sql',
  'running.sql',
  'configuration.sql',
  'views.sql',
];

/** Into the schema that comes first in the connection's search path. `now` in ms. */
export async function createUpstream(tx: Tx, now: number): Promise<void> {
  for (const file of files) await runFile(tx, file);
  await tx.insertInto('db_migrations').values(upstreamMigrations.slice()).execute();
  await tx.insertInto('systems').values(upstreamSystems(now, newId())).execute();
  await insertRoles(tx, now);
  await insertProperties(tx, now);
}

/** What an adopted database lacks when its configuration was kept in a file. */
export function createConfigurationTables(tx: Tx): Promise<void> {
  return runFile(tx, 'configuration.sql');
}

async function runFile(tx: Tx, file: string): Promise<void> {
  const statements = await readFile(new URL(file, import.meta.url), 'utf8');
  await sql.raw(statements).execute(tx);
}

/** Wire: permissions are joined by blanks with a leading one, and the texts are translation ids. */
async function insertRoles(tx: Tx, now: number): Promise<void> {
  const rows = upstreamRoles.map(({ name, permissions, scheme_managed, built_in }) => ({
    id: newId(),
    name,
    display_name: `authentication.roles.${translationName(name)}.name`,
    description: `authentication.roles.${translationName(name)}.description`,
    create_at: now,
    update_at: now,
    delete_at: 0,
    permissions: permissions.map((permission) => ` ${permission}`).join(''),
    scheme_managed,
    built_in,
  }));
  await tx.insertInto('roles').values(rows).execute();
}

function translationName(role: string): string {
  return role.replace(/^system_(admin|user|guest)$/, 'global_$1');
}

async function insertProperties(tx: Tx, now: number): Promise<void> {
  const groups = upstreamPropertyGroups.map((name) => ({ id: newId(), name }));
  await tx.insertInto('propertygroups').values(groups).execute();
  const groupId = groups.find(({ name }) => name === 'content_flagging')?.id ?? '';
  const fields = contentFlaggingFields.map((field) => ({
    ...field,
    id: newId(),
    group_id: groupId,
    target_id: '',
    target_type: '',
    create_at: now,
    update_at: now,
    delete_at: 0,
  }));
  await tx.insertInto('propertyfields').values(fields).execute();
}
