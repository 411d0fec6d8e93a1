/** Lists of channels: what clients load when they start. */
import { hot } from '../../../platform/db/hot.ts';
import { channelColumns, channelsWhere, type ChannelRow } from '../channel-row.ts';

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
