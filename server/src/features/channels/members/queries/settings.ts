/** What a member has set, and who the member is in the channel. */
import { hot } from '../../../../platform/db/hot.ts';

/** Merges $3 (JSON text of an object) into the notification settings of person $2 in channel $1, at $4 (ms). */
export const mergeNotifyProps = hot<{ too_long: boolean }>(`
  UPDATE channelmembers m
     SET notifyprops = CASE WHEN jsonb_typeof(m.notifyprops) = 'object' THEN m.notifyprops ELSE '{}' END || $3::jsonb,
         lastupdateat = $4
   WHERE channelid = $1 AND userid = $2
  RETURNING length(m.notifyprops::text) > 800000 AS too_long`);

/** $3 guest, $4 member, $5 administrator, $6 now (ms). */
export const updateSchemeRoles = hot<never>(`
  UPDATE channelmembers SET schemeguest = $3, schemeuser = $4, schemeadmin = $5, lastupdateat = $6
   WHERE channelid = $1 AND userid = $2`);

/** Mutes ($3) or unmutes channels $2 of person $1 at $4 (ms); a row for each that this changed. */
export const updateMuted = hot<{ channel_id: string }>(`
  UPDATE channelmembers m
     SET notifyprops = CASE WHEN jsonb_typeof(m.notifyprops) = 'object' THEN m.notifyprops ELSE '{}' END
           || jsonb_build_object('mark_unread', CASE WHEN $3::bool THEN 'mention' ELSE 'all' END),
         lastupdateat = $4
   WHERE userid = $1 AND channelid = ANY($2) AND coalesce(m.notifyprops ->> 'mark_unread' = 'mention', false) <> $3::bool
  RETURNING m.channelid AS channel_id`);

/** $3 member, $4 administrator, $5 other roles, $6 now (ms). */
export const updateMemberRoles = hot<never>(`
  UPDATE channelmembers SET schemeuser = $3, schemeadmin = $4, roles = $5, lastupdateat = $6
   WHERE channelid = $1 AND userid = $2`);

/** Those of the names $1 that there are. */
export const selectNamedRoles = hot<{ name: string; scheme_managed: boolean }>(`
  SELECT name, coalesce(schememanaged, false) AS scheme_managed FROM roles
   WHERE name = ANY($1) AND coalesce(deleteat, 0) = 0`);
