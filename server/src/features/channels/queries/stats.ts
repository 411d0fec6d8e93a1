/** Numbers about channels. */
import type { ChannelStats } from '@innermost/protocol/channels.ts';
import { hot } from '../../../platform/db/hot.ts';

/** Of channel $1; $2 without counting files, which -1 then stands for. */
export const selectStats = hot<ChannelStats>(`
  SELECT $1::text AS channel_id, p.members AS member_count, p.guests AS guest_count,
         (SELECT count(*) FROM posts WHERE channelid = $1 AND ispinned AND coalesce(deleteat, 0) = 0) AS pinnedpost_count,
         CASE WHEN $2::bool THEN -1 ELSE (
           SELECT count(*) FROM fileinfo WHERE channelid = $1 AND coalesce(postid, '') <> '' AND coalesce(deleteat, 0) = 0) END AS files_count
    FROM (SELECT count(*) AS members, count(*) FILTER (WHERE m.schemeguest) AS guests
            FROM channelmembers m JOIN users u ON u.id = m.userid
           WHERE m.channelid = $1 AND coalesce(u.deleteat, 0) = 0) p`);

/** How many active members each of channels $1 has. */
export const selectMemberCounts = hot<{ channel_id: string; n: number }>(`
  SELECT a.id AS channel_id, (
           SELECT count(*) FROM channelmembers m JOIN users u ON u.id = m.userid
            WHERE m.channelid = a.id AND coalesce(u.deleteat, 0) = 0) AS n
    FROM unnest($1::text[]) AS a (id)`);

/** The time zones that members of channel $1 live in. */
export const selectTimezones = hot<{ zone: string }>(`
  SELECT DISTINCT z.zone
    FROM channelmembers m JOIN users u ON u.id = m.userid AND jsonb_typeof(u.timezone) = 'object'
   CROSS JOIN LATERAL (SELECT CASE WHEN u.timezone ->> 'useAutomaticTimezone' = 'true' THEN u.timezone ->> 'automaticTimezone'
                                   ELSE u.timezone ->> 'manualTimezone' END AS zone) z
   WHERE m.channelid = $1 AND coalesce(u.deleteat, 0) = 0 AND coalesce(z.zone, '') <> ''
   ORDER BY z.zone`);
