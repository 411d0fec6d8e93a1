import type { Db } from '../../platform/db/database.ts';
import { sql, type Sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const values = statement(
  'values',
  sql`SELECT name, coalesce(value, '') AS value FROM systems WHERE name = ANY(:names::text[])`,
);
const upsert = statement(
  'upsert',
  sql`INSERT INTO systems (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);
const schemaVersion = statement('schemaVersion', sql`SELECT coalesce(max(version), 0) AS version FROM db_migrations`);
const one = statement('one', sql`SELECT 1`);

/** Rows of `systems` by name; those that do not exist are absent. */
export async function systemValues(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  return new Map((await values(db, { names })).map(({ name, value }) => [name, value]));
}

export async function setSystemValue(db: Db, name: string, value: string): Promise<void> {
  await upsert(db, { name, value });
}

/** The number of the last migration, as clients are told it. */
export async function lastMigration(db: Db): Promise<number> {
  return (await schemaVersion(db))[0]?.version ?? 0;
}

export async function touchDatabase(db: Db): Promise<void> {
  await one(db);
}

const inTeam = (column: Sql): Sql => sql`(:team_id = '' OR ${column} = :team_id)`;
const ofLiveTeam = sql`JOIN channels c ON c.id = p.channelid AND ${inTeam(sql`c.teamid`)}`;

/** Of all teams for ''; people who were seen since two times (ms). */
export const selectStandardCounts = statement(
  'selectStandardCounts',
  sql`
  SELECT (SELECT count(*)::int FROM channels WHERE type = 'O' AND coalesce(deleteat, 0) = 0 AND ${inTeam(sql`teamid`)}) AS channel_open_count,
         (SELECT count(*)::int FROM channels WHERE type = 'P' AND coalesce(deleteat, 0) = 0 AND ${inTeam(sql`teamid`)}) AS channel_private_count,
         (SELECT coalesce(sum(totalmsgcount), 0)::float8 FROM channels WHERE ${inTeam(sql`teamid`)}) AS post_count,
         (SELECT count(*)::int FROM users u WHERE coalesce(u.deleteat, 0) = 0 AND NOT EXISTS (SELECT FROM bots b WHERE b.userid = u.id)
             AND (:team_id = '' OR EXISTS (SELECT FROM teammembers m WHERE m.userid = u.id AND m.teamid = :team_id AND coalesce(m.deleteat, 0) = 0)))
           AS unique_user_count,
         (SELECT count(*)::int FROM users WHERE coalesce(deleteat, 0) > 0) AS inactive_user_count,
         (SELECT count(*)::int FROM teams WHERE coalesce(deleteat, 0) = 0) AS team_count,
         (SELECT count(*)::int FROM status WHERE lastactivityat > :seen_today_since) AS daily_active_users,
         (SELECT count(*)::int FROM status WHERE lastactivityat > :seen_this_month_since) AS monthly_active_users`,
);

/** Of all teams for ''. */
export const selectExtraCounts = statement(
  'selectExtraCounts',
  sql`
  SELECT (SELECT count(*)::int FROM incomingwebhooks WHERE coalesce(deleteat, 0) = 0 AND ${inTeam(sql`teamid`)}) AS incoming_webhook_count,
         (SELECT count(*)::int FROM outgoingwebhooks WHERE coalesce(deleteat, 0) = 0 AND ${inTeam(sql`teamid`)}) AS outgoing_webhook_count,
         (SELECT count(*)::int FROM commands WHERE coalesce(deleteat, 0) = 0 AND ${inTeam(sql`teamid`)}) AS command_count,
         (SELECT count(*)::int FROM sessions WHERE expiresat = 0 OR expiresat > :now) AS session_count`,
);

/** Of all teams for '', since a time (ms): a row for each day on which something was posted, the newest first. */
const byDay = (what: Sql, more = sql``): Sql => sql`
  SELECT coalesce(to_char(to_timestamp(p.createat / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD'), '') AS name, count(${what})::int AS value
    FROM posts p ${ofLiveTeam}${more} WHERE p.createat >= :since GROUP BY 1 ORDER BY 1 DESC`;

export const selectPostsByDay = {
  posts: statement('selectPostsByDay.posts', byDay(sql`*`)),
  people: statement('selectPostsByDay.people', byDay(sql`DISTINCT p.userid`)),
  ofBots: statement('selectPostsByDay.ofBots', byDay(sql`*`, sql` JOIN bots b ON b.userid = p.userid`)),
};
