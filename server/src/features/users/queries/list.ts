/** Lists of users by what they belong to. Built from fragments, since the filters combine freely. */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { userColumns, userTables, type StoredUser } from './read.ts';

export type UserSort = 'username' | 'create_at' | 'last_activity_at' | 'status' | 'admin';

export interface UserFilter {
  in_team?: string | undefined;
  not_in_team?: string | undefined;
  in_channel?: string | undefined;
  not_in_channel?: string | undefined;
  in_group?: string | undefined;
  without_team?: boolean | undefined;
  /** Undefined: active and deactivated ones. */
  active?: boolean | undefined;
  /** Any of these system roles. */
  roles?: readonly string[] | undefined;
  team_roles?: readonly string[] | undefined;
  channel_roles?: readonly string[] | undefined;
  bots?: boolean | undefined;
  /** Only those with whom this person shares a channel: what guests may see. */
  known_to?: string | undefined;
  /** Every word stands somewhere in one of the names; those that begin with it come first. */
  term?: { words: readonly string[]; fullNames: boolean; emails: boolean } | undefined;
}

interface Page {
  sort?: UserSort;
  limit: number;
  offset: number;
}

const memberRoles = {
  team: { admin: 'team_admin', user: 'team_user', guest: 'team_guest' },
  channel: { admin: 'channel_admin', user: 'channel_user', guest: 'channel_guest' },
} as const;

/** Scheme roles stand as booleans in a membership, others by name. */
function hasMemberRole(kind: 'team' | 'channel', alias: 'tm' | 'cm', roles: readonly string[]): RawBuilder<unknown> {
  const member = sql.raw(alias);
  const { admin, user, guest } = memberRoles[kind];
  // Wire: an administrator does not count as a plain member.
  return sql`(
    (${roles.includes(admin)} AND ${member}.schemeadmin) OR
    (${roles.includes(user)} AND ${member}.schemeuser AND NOT coalesce(${member}.schemeadmin, false)) OR
    (${roles.includes(guest)} AND ${member}.schemeguest) OR
    string_to_array(${member}.roles, ' ') && ${roles}::text[])`;
}

type Term = NonNullable<UserFilter['term']>;

/**
 * All searched names of a person as one lower-case text, a line each, as `n.text`. OFFSET 0 has it made once for each
 * row: folding five columns again for every condition is what a search would spend its time on.
 */
function searchedText({ fullNames, emails }: Term): RawBuilder<unknown> {
  const names = ['username', 'nickname', ...(fullNames ? ['firstname', 'lastname'] : []), ...(emails ? ['email'] : [])];
  const lines = sql.raw(names.map((column) => `u.${column}`).join(', '));
  return sql`CROSS JOIN LATERAL (SELECT lower(concat(E'\n', concat_ws(E'\n', ${lines}), E'\n')) AS text OFFSET 0) n`;
}

const holds = (text: string): RawBuilder<unknown> => sql`strpos(n.text, ${text}) > 0`;

/** Beginnings come first: of the username, of another name, of a word within one; then what is found inside. */
function fitOf(word: string): RawBuilder<unknown> {
  const beginsPart = ['.', '-', '_', ' '].map((joint) => holds(joint + word));
  return sql`CASE WHEN starts_with(n.text, ${`\n${word}\n`}) THEN 0 WHEN starts_with(n.text, ${`\n${word}`}) THEN 1
    WHEN ${holds(`\n${word}`)} THEN 2 WHEN ${sql.join(beginsPart, sql` OR `)} THEN 3 ELSE 4 END`;
}

function conditionsOf(filter: UserFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  const add = (condition: RawBuilder<unknown>) => void conditions.push(condition);
  if (filter.not_in_team !== undefined)
    add(
      sql`NOT EXISTS (SELECT FROM teammembers o WHERE o.userid = u.id AND o.teamid = ${filter.not_in_team} AND coalesce(o.deleteat, 0) = 0)`,
    );
  if (filter.not_in_channel !== undefined)
    add(
      sql`NOT EXISTS (SELECT FROM channelmembers o WHERE o.userid = u.id AND o.channelid = ${filter.not_in_channel})`,
    );
  if (filter.without_team)
    add(sql`NOT EXISTS (SELECT FROM teammembers o WHERE o.userid = u.id AND coalesce(o.deleteat, 0) = 0)`);
  if (filter.in_group !== undefined)
    add(
      sql`EXISTS (SELECT FROM groupmembers g WHERE g.userid = u.id AND g.groupid = ${filter.in_group} AND coalesce(g.deleteat, 0) = 0)`,
    );
  if (filter.active !== undefined)
    add(filter.active ? sql`coalesce(u.deleteat, 0) = 0` : sql`coalesce(u.deleteat, 0) > 0`);
  if (filter.bots === false) add(sql`b.userid IS NULL`);
  if (filter.roles) add(sql`string_to_array(u.roles, ' ') && ${filter.roles}::text[]`);
  if (filter.team_roles) add(hasMemberRole('team', 'tm', filter.team_roles));
  if (filter.channel_roles) add(hasMemberRole('channel', 'cm', filter.channel_roles));
  if (filter.known_to !== undefined)
    add(sql`(u.id = ${filter.known_to} OR EXISTS (SELECT FROM channelmembers own JOIN channelmembers o ON o.channelid = own.channelid
        WHERE own.userid = ${filter.known_to} AND o.userid = u.id))`);
  const { term } = filter;
  for (const word of term?.words ?? []) add(holds(word.toLowerCase()));
  return conditions;
}

function sourceOf(filter: UserFilter): RawBuilder<unknown> {
  const parts = [sql.raw(userTables.text)];
  if (filter.in_team !== undefined)
    parts.push(
      sql`JOIN teammembers tm ON tm.userid = u.id AND tm.teamid = ${filter.in_team} AND coalesce(tm.deleteat, 0) = 0`,
    );
  if (filter.in_channel !== undefined)
    parts.push(sql`JOIN channelmembers cm ON cm.userid = u.id AND cm.channelid = ${filter.in_channel}`);
  if (filter.term && filter.term.words.length > 0) parts.push(searchedText(filter.term));
  const conditions = conditionsOf(filter);
  if (conditions.length > 0) parts.push(sql`WHERE ${sql.join(conditions, sql` AND `)}`);
  return sql.join(parts, sql` `);
}

const orders: Record<UserSort, string> = {
  username: 'u.username',
  create_at: 'u.createat DESC, u.username',
  last_activity_at: `(SELECT s.lastactivityat FROM status s WHERE s.userid = u.id) DESC NULLS LAST, u.username`,
  status: `(SELECT CASE s.status WHEN 'online' THEN 1 WHEN 'away' THEN 2 WHEN 'dnd' THEN 3 ELSE 4 END
              FROM status s WHERE s.userid = u.id) NULLS LAST, u.username`,
  admin: 'coalesce(cm.schemeadmin, false) DESC, u.username',
};

export async function listUserRows(db: Db, filter: UserFilter, page: Page): Promise<StoredUser[]> {
  const { term } = filter;
  const fits = (term?.words ?? []).map((word) => fitOf(word.toLowerCase()));
  const order = sql.join([...fits, sql.raw(orders[page.sort ?? 'username'])], sql`, `);
  const { rows } = await sql<StoredUser>`
    SELECT ${sql.raw(userColumns.text)} FROM ${sourceOf(filter)}
     ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return rows;
}

export async function countUserRows(db: Db, filter: UserFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sourceOf(filter)}`.execute(db);
  return rows[0]?.count ?? 0;
}
