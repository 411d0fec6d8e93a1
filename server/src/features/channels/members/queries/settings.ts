/** What a member has set, and who the member is in the channel. */
import { sql, statementsOf } from '../../../../platform/db/statement.ts';
import type { Statements } from './settings.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Merges the JSON text of an object into the notification settings of a member. */
export const mergeNotifyProps = statement(
  'mergeNotifyProps',
  sql`
  UPDATE channelmembers m
     SET notifyprops = CASE WHEN jsonb_typeof(m.notifyprops) = 'object' THEN m.notifyprops ELSE '{}' END || :notify_props::jsonb,
         lastupdateat = :now
   WHERE channelid = :channel_id AND userid = :user_id
  RETURNING length(m.notifyprops::text) > 800000 AS too_long`,
);

export const updateSchemeRoles = statement(
  'updateSchemeRoles',
  sql`
  UPDATE channelmembers SET schemeguest = :guest, schemeuser = :member, schemeadmin = :admin, lastupdateat = :now
   WHERE channelid = :channel_id AND userid = :user_id`,
);

/** Mutes or unmutes channels of a person; a row for each that this changed. */
export const updateMuted = statement(
  'updateMuted',
  sql`
  UPDATE channelmembers m
     SET notifyprops = CASE WHEN jsonb_typeof(m.notifyprops) = 'object' THEN m.notifyprops ELSE '{}' END
           || jsonb_build_object('mark_unread', CASE WHEN :muted::bool THEN 'mention' ELSE 'all' END),
         lastupdateat = :now
   WHERE userid = :user_id AND channelid = ANY(:channel_ids) AND coalesce(m.notifyprops ->> 'mark_unread' = 'mention', false) <> :muted::bool
  RETURNING m.channelid AS channel_id`,
);

/** `roles`: the others. */
export const updateMemberRoles = statement(
  'updateMemberRoles',
  sql`
  UPDATE channelmembers SET schemeuser = :member, schemeadmin = :admin, roles = :roles, lastupdateat = :now
   WHERE channelid = :channel_id AND userid = :user_id`,
);

/** Those of the names that there are. */
export const selectNamedRoles = statement(
  'selectNamedRoles',
  sql`
  SELECT name, coalesce(schememanaged, false) AS scheme_managed FROM roles
   WHERE name = ANY(:names) AND coalesce(deleteat, 0) = 0`,
);
