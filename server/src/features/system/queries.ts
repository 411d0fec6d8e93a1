import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

const values = hot<{ name: string; value: string }>(
  `SELECT name, coalesce(value, '') AS value FROM systems WHERE name = ANY($1::text[])`,
);
const upsert = hot<never>(
  `INSERT INTO systems (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);
const schemaVersion = hot<{ version: number }>(`SELECT coalesce(max(version), 0) AS version FROM db_migrations`);
const one = hot<never>(`SELECT 1`);

/** Rows of `systems` by name; those that do not exist are absent. */
export async function systemValues(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  return new Map((await values.run(db, [names])).map(({ name, value }) => [name, value]));
}

export async function setSystemValue(db: Db, name: string, value: string): Promise<void> {
  await upsert.run(db, [name, value]);
}

/** The number of the last migration, as clients are told it. */
export async function lastMigration(db: Db): Promise<number> {
  return (await schemaVersion.run(db, []))[0]?.version ?? 0;
}

export async function touchDatabase(db: Db): Promise<void> {
  await one.run(db, []);
}

const inTeam = (column: string): string => `($1 = '' OR ${column} = $1)`;
const ofLiveTeam = `JOIN channels c ON c.id = p.channelid AND ${inTeam('c.teamid')}`;

/** Of team $1, '' for all; people who were seen since $2 and since $3 (ms). */
export const selectStandardCounts = hot<Record<string, number>>(`
  SELECT (SELECT count(*)::int FROM channels WHERE type = 'O' AND coalesce(deleteat, 0) = 0 AND ${inTeam('teamid')}) AS channel_open_count,
         (SELECT count(*)::int FROM channels WHERE type = 'P' AND coalesce(deleteat, 0) = 0 AND ${inTeam('teamid')}) AS channel_private_count,
         (SELECT coalesce(sum(totalmsgcount), 0)::float8 FROM channels WHERE ${inTeam('teamid')}) AS post_count,
         (SELECT count(*)::int FROM users u WHERE coalesce(u.deleteat, 0) = 0 AND NOT EXISTS (SELECT FROM bots b WHERE b.userid = u.id)
             AND ($1 = '' OR EXISTS (SELECT FROM teammembers m WHERE m.userid = u.id AND m.teamid = $1 AND coalesce(m.deleteat, 0) = 0)))
           AS unique_user_count,
         (SELECT count(*)::int FROM users WHERE coalesce(deleteat, 0) > 0) AS inactive_user_count,
         (SELECT count(*)::int FROM teams WHERE coalesce(deleteat, 0) = 0) AS team_count,
         (SELECT count(*)::int FROM status WHERE lastactivityat > $2) AS daily_active_users,
         (SELECT count(*)::int FROM status WHERE lastactivityat > $3) AS monthly_active_users`);

/** Of team $1, '' for all, at $2 (ms). */
export const selectExtraCounts = hot<Record<string, number>>(`
  SELECT (SELECT count(*)::int FROM incomingwebhooks WHERE coalesce(deleteat, 0) = 0 AND ${inTeam('teamid')}) AS incoming_webhook_count,
         (SELECT count(*)::int FROM outgoingwebhooks WHERE coalesce(deleteat, 0) = 0 AND ${inTeam('teamid')}) AS outgoing_webhook_count,
         (SELECT count(*)::int FROM commands WHERE coalesce(deleteat, 0) = 0 AND ${inTeam('teamid')}) AS command_count,
         (SELECT count(*)::int FROM sessions WHERE expiresat = 0 OR expiresat > $2) AS session_count`);

/** Of team $1, '' for all, since $2 (ms): a row for each day on which something was posted, the newest first. */
const byDay = (what: string, more = '') =>
  hot<{ name: string; value: number }>(`
  SELECT to_char(to_timestamp(p.createat / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS name, count(${what})::int AS value
    FROM posts p ${ofLiveTeam}${more} WHERE p.createat >= $2 GROUP BY 1 ORDER BY 1 DESC`);

export const selectPostsByDay = {
  posts: byDay('*'),
  people: byDay('DISTINCT p.userid'),
  ofBots: byDay('*', ' JOIN bots b ON b.userid = p.userid'),
};
