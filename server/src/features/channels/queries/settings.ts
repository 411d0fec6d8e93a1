/** What a member has set, and who the member is in the channel. */
import { hot } from '../../../platform/db/hot.ts';

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
