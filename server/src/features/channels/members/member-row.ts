/** Memberships as the wire shows them; the columns and joins that queries select them with. */
import type { ChannelMember } from '@innermost/protocol/channels.ts';
import { narrow, sql } from '../../../platform/db/statement.ts';

/** What statements select as a member: exactly its wire form. */
export type MemberRow = ChannelMember;

/** What PostgreSQL cannot know of `memberColumns`. */
export const asMember = narrow<Pick<MemberRow, 'notify_props'>>();

/** FROM items after `channelmembers m`: the channel as `c` and the schemes that name its roles. */
export const memberJoins = sql`JOIN channels c ON c.id = m.channelid AND c.type::text IN ('O', 'P', 'D', 'G')
  LEFT JOIN teams t ON t.id = c.teamid
  LEFT JOIN schemes cs ON cs.id = c.schemeid AND coalesce(cs.deleteat, 0) = 0
  LEFT JOIN schemes ts ON ts.id = t.schemeid AND coalesce(ts.deleteat, 0) = 0`;

/** Of `m`, in the wire's names. A scheme may replace the names of the three roles. */
export const memberColumns = sql`m.channelid AS channel_id, m.userid AS user_id,
  concat_ws(' ', nullif(m.roles, ''),
    CASE WHEN m.schemeguest THEN coalesce(nullif(cs.defaultchannelguestrole, ''), nullif(ts.defaultchannelguestrole, ''), 'channel_guest') END,
    CASE WHEN m.schemeuser THEN coalesce(nullif(cs.defaultchanneluserrole, ''), nullif(ts.defaultchanneluserrole, ''), 'channel_user') END,
    CASE WHEN m.schemeadmin THEN coalesce(nullif(cs.defaultchanneladminrole, ''), nullif(ts.defaultchanneladminrole, ''), 'channel_admin') END
  ) AS roles,
  coalesce(m.lastviewedat, 0) AS last_viewed_at, coalesce(m.msgcount, 0) AS msg_count,
  coalesce(m.mentioncount, 0) AS mention_count, coalesce(m.mentioncountroot, 0) AS mention_count_root,
  coalesce(m.urgentmentioncount, 0) AS urgent_mention_count, coalesce(m.msgcountroot, 0) AS msg_count_root,
  CASE WHEN jsonb_typeof(m.notifyprops) = 'object' THEN m.notifyprops ELSE '{}' END AS notify_props,
  coalesce(m.lastupdateat, 0) AS last_update_at, coalesce(m.schemeguest, false) AS scheme_guest,
  coalesce(m.schemeuser, false) AS scheme_user, coalesce(m.schemeadmin, false) AS scheme_admin,
  coalesce(m.roles, '') AS explicit_roles, false AS autotranslation_disabled`;

/** Wire: when others last looked into a channel is nobody's business; -1 stands for it. */
export function memberFor(viewerId: string, member: MemberRow): ChannelMember {
  return member.user_id === viewerId ? member : { ...member, last_viewed_at: -1, last_update_at: -1 };
}

/** Of a new member. */
export const defaultNotifyProps = JSON.stringify({
  desktop: 'default',
  mark_unread: 'all',
  push: 'default',
  email: 'default',
  ignore_channel_mentions: 'default',
  channel_auto_follow_threads: 'off',
});
