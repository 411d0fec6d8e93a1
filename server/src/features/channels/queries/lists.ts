/** Lists of channels and memberships: what clients load when they start. */
import type { ChannelMemberWithTeam } from '@innermost/protocol/channels.ts';
import { hot } from '../../../platform/db/hot.ts';
import { channelColumns, channelsWhere, type ChannelRow } from '../channel-row.ts';
import { memberColumns, memberJoins, type MemberRow } from '../member-row.ts';

/** $2: deleted channels too, but only those deleted since $3 (ms; 0: all). */
const alive = `(coalesce(deleteat, 0) = 0 OR ($2 AND deleteat >= $3))`;

/** All channels that person $1 is in. */
export const selectChannelsOf = hot<ChannelRow>(`
  SELECT ${channelColumns} FROM channelmembers m, ${channelsWhere(`id = m.channelid AND ${alive}`)}
   WHERE m.userid = $1 ORDER BY c.displayname, c.id`);

/** Those of team $4, and the direct and group channels. */
export const selectChannelsInTeamOf = hot<ChannelRow>(`
  SELECT ${channelColumns} FROM channelmembers m,
         ${channelsWhere(`id = m.channelid AND coalesce(teamid, '') IN ($4, '') AND ${alive}`)}
   WHERE m.userid = $1 ORDER BY c.displayname, c.id`);

/** Memberships of person $1 in team $2, and in direct and group channels. */
export const selectMembershipsInTeamOf = hot<MemberRow>(`
  SELECT ${memberColumns} FROM channelmembers m ${memberJoins}
   WHERE m.userid = $1 AND coalesce(c.teamid, '') IN ($2, '') ORDER BY m.channelid`);

/** Memberships of person $1 with their teams; $2 limit (NULL: all), $3 offset. */
export const selectMembershipsOf = hot<ChannelMemberWithTeam>(`
  SELECT ${memberColumns}, coalesce(t.displayname, '') AS team_display_name, coalesce(t.name, '') AS team_name,
         coalesce(t.updateat, 0) AS team_update_at
    FROM channelmembers m ${memberJoins}
   WHERE m.userid = $1 ORDER BY m.channelid LIMIT $2 OFFSET $3`);

/** Public channels of team $1; $2 limit, $3 offset. */
export const selectPublicPage = hot<ChannelRow>(`
  SELECT ${channelColumns} FROM ${channelsWhere(`teamid = $1 AND type = 'O' AND coalesce(deleteat, 0) = 0`)}
   ORDER BY c.displayname, c.id LIMIT $2 OFFSET $3`);

/** Archived channels of team $1: public ones, and private ones that person $4 is in; $2 limit, $3 offset. */
export const selectDeletedPage = hot<ChannelRow>(`
  SELECT ${channelColumns}
    FROM ${channelsWhere(`teamid = $1 AND deleteat > 0 AND (type = 'O' OR (type = 'P' AND EXISTS (
           SELECT FROM channelmembers m WHERE m.channelid = id AND m.userid = $4)))`)}
   ORDER BY c.displayname, c.id LIMIT $2 OFFSET $3`);
