/** Numbers about channels. */
import { narrow, sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './stats.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Without counting files, -1 stands for their number. */
export const selectStats = statement(
  'selectStats',
  sql`
  SELECT :channel_id::text AS channel_id, p.members AS member_count, p.guests AS guest_count,
         (SELECT count(*) FROM posts WHERE channelid = :channel_id AND ispinned AND coalesce(deleteat, 0) = 0) AS pinnedpost_count,
         CASE WHEN :without_files::bool THEN -1 ELSE (
           SELECT count(*) FROM fileinfo WHERE channelid = :channel_id AND coalesce(postid, '') <> '' AND coalesce(deleteat, 0) = 0) END AS files_count
    FROM (SELECT count(*) AS members, count(*) FILTER (WHERE m.schemeguest) AS guests
            FROM channelmembers m JOIN users u ON u.id = m.userid
           WHERE m.channelid = :channel_id AND coalesce(u.deleteat, 0) = 0) p`,
);

/** How many active members each has. */
export const selectMemberCounts = statement(
  'selectMemberCounts',
  sql`
  SELECT a.id AS channel_id, (
           SELECT count(*) FROM channelmembers m JOIN users u ON u.id = m.userid
            WHERE m.channelid = a.id AND coalesce(u.deleteat, 0) = 0) AS n
    FROM unnest(:channel_ids::text[]) AS a (id)`,
  narrow<{ channel_id: string }>(),
);

/** The time zones that members live in. */
export const selectTimezones = statement(
  'selectTimezones',
  sql`
  SELECT DISTINCT z.zone
    FROM channelmembers m JOIN users u ON u.id = m.userid AND jsonb_typeof(u.timezone) = 'object'
   CROSS JOIN LATERAL (SELECT CASE WHEN u.timezone ->> 'useAutomaticTimezone' = 'true' THEN u.timezone ->> 'automaticTimezone'
                                   ELSE u.timezone ->> 'manualTimezone' END AS zone) z
   WHERE m.channelid = :channel_id AND coalesce(u.deleteat, 0) = 0 AND coalesce(z.zone, '') <> ''
   ORDER BY z.zone`,
  narrow<{ zone: string }>(),
);
