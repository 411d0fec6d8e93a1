/** Lists of channels: what clients load when they start. */
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import { asChannel, channelColumns, channelsWhere } from '../channel-row.ts';
import type { Statements } from './lists.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Deleted channels too if wanted, but only those deleted since a time (ms; 0: all). */
const alive = sql`(coalesce(deleteat, 0) = 0 OR (:with_deleted AND deleteat >= :deleted_since))`;

/** All channels that a person is in. */
export const selectChannelsOf = statement(
  'selectChannelsOf',
  sql`
  SELECT ${channelColumns} FROM channelmembers m, ${channelsWhere(sql`id = m.channelid AND ${alive}`)}
   WHERE m.userid = :user_id ORDER BY c.displayname, c.id`,
  asChannel,
);

/** Those of a team, and the direct and group channels. */
export const selectChannelsInTeamOf = statement(
  'selectChannelsInTeamOf',
  sql`
  SELECT ${channelColumns} FROM channelmembers m,
         ${channelsWhere(sql`id = m.channelid AND coalesce(teamid, '') IN (:team_id, '') AND ${alive}`)}
   WHERE m.userid = :user_id ORDER BY c.displayname, c.id`,
  asChannel,
);

/** Public channels of a team. */
export const selectPublicPage = statement(
  'selectPublicPage',
  sql`
  SELECT ${channelColumns} FROM ${channelsWhere(sql`teamid = :team_id AND type = 'O' AND coalesce(deleteat, 0) = 0`)}
   ORDER BY c.displayname, c.id LIMIT :limit OFFSET :offset`,
  asChannel,
);

/** Archived channels of a team: public ones, and private ones that the person is in. */
export const selectDeletedPage = statement(
  'selectDeletedPage',
  sql`
  SELECT ${channelColumns}
    FROM ${channelsWhere(sql`teamid = :team_id AND deleteat > 0 AND (type = 'O' OR (type = 'P' AND EXISTS (
           SELECT FROM channelmembers m WHERE m.channelid = id AND m.userid = :user_id)))`)}
   ORDER BY c.displayname, c.id LIMIT :limit OFFSET :offset`,
  asChannel,
);
