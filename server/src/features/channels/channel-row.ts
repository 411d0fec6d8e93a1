/** Channels as stored and as the wire shows them; the columns that queries select. */
import type { Channel } from '@innermost/protocol/channels.ts';
import type { ChannelFacts } from '../../access/directory.ts';
import { narrow, sql, type Sql } from '../../platform/db/statement.ts';

/** What statements select as a channel: exactly its wire form. */
export type ChannelRow = Channel;

const plain = sql`id, createat, updateat, deleteat, teamid, type, displayname, name, header, purpose, lastpostat, totalmsgcount,
  extraupdateat, creatorid, schemeid, groupconstrained, shared, totalmsgcountroot, lastrootpostat`;

/** Stands in for the columns that a database adopted from before 11.3 may lack (see `Capabilities`). */
const absent = sql`(SELECT NULL::jsonb AS bannerinfo, ''::varchar AS defaultcategoryname, false AS autotranslation) absent`;

/**
 * A FROM item with the channels for which `condition` holds, as `c`; what stands before it in the FROM clause may be
 * named there. PostgreSQL plans it as the bare table. `lock` names the row lock to take.
 */
export const channelsWhere = (condition: Sql, lock = sql``): Sql =>
  sql`${absent} CROSS JOIN LATERAL (SELECT ${plain}, bannerinfo, defaultcategoryname, autotranslation
     FROM channels WHERE ${condition} AND type::text IN ('O', 'P', 'D', 'G') ${lock}) c`;

/** What PostgreSQL cannot know of `channelColumns`. */
export const asChannel = narrow<Required<Pick<ChannelRow, 'type' | 'props' | 'banner_info'>>>();

/** Of `c`, in the wire's names and order, with another display name. */
export const channelColumnsNamed = (
  displayName: Sql,
): Sql => sql`c.id, coalesce(c.createat, 0) AS create_at, coalesce(c.updateat, 0) AS update_at,
  coalesce(c.deleteat, 0) AS delete_at, coalesce(c.teamid, '') AS team_id, c.type::text AS type,
  ${displayName} AS display_name, coalesce(c.name, '') AS name, coalesce(c.header, '') AS header,
  coalesce(c.purpose, '') AS purpose, coalesce(c.lastpostat, 0) AS last_post_at,
  coalesce(c.totalmsgcount, 0) AS total_msg_count, coalesce(c.extraupdateat, 0) AS extra_update_at,
  coalesce(c.creatorid, '') AS creator_id, c.schemeid AS scheme_id, NULL::json AS props, c.groupconstrained AS group_constrained,
  c.shared, coalesce(c.totalmsgcountroot, 0) AS total_msg_count_root, NULL AS policy_id,
  coalesce(c.lastrootpostat, 0) AS last_root_post_at, c.bannerinfo AS banner_info, false AS policy_enforced,
  false AS policy_is_active, coalesce(c.defaultcategoryname, '') AS default_category_name, c.autotranslation`;

export const channelColumns = channelColumnsNamed(sql`coalesce(c.displayname, '')`);

/** What access and events know of a channel. */
export function factsOf(channel: Channel): ChannelFacts {
  const { id, team_id, type, name, display_name, delete_at } = channel;
  return { id, team_id, type, name, display_name, delete_at, scheme_id: channel.scheme_id ?? '' };
}

/** The one channel of every team that nobody but guests can leave, and that stays public and undeleted. */
export const defaultChannel = 'town-square';
