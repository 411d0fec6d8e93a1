/** One channel, or a few. */
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import { asChannel, channelColumns, channelsWhere } from '../channel-row.ts';
import type { Statements } from './find.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export const selectChannel = statement(
  'selectChannel',
  sql`SELECT ${channelColumns} FROM ${channelsWhere(sql`id = :id`)}`,
  asChannel,
);

/** Locked against other changes until the transaction ends. */
export const selectChannelForChange = statement(
  'selectChannelForChange',
  sql`SELECT ${channelColumns} FROM ${channelsWhere(sql`id = :id`, sql`FOR NO KEY UPDATE`)}`,
  asChannel,
);

/** Of the team, else a direct or group channel. The team's own comes first. */
export const selectChannelByName = statement(
  'selectChannelByName',
  sql`SELECT ${channelColumns} FROM ${channelsWhere(sql`name = :name AND teamid IN (:team_id, '')`)} ORDER BY c.teamid DESC LIMIT 1`,
  asChannel,
);

export const selectChannelsByNames = statement(
  'selectChannelsByNames',
  sql`SELECT ${channelColumns} FROM ${channelsWhere(sql`teamid = :team_id AND name = ANY(:names)`)}`,
  asChannel,
);

/** Public channels of a team among some. */
export const selectPublicByIds = statement(
  'selectPublicByIds',
  sql`SELECT ${channelColumns} FROM ${channelsWhere(sql`id = ANY(:ids) AND teamid = :team_id AND type = 'O' AND coalesce(deleteat, 0) = 0`)}
    ORDER BY c.displayname, c.id`,
  asChannel,
);

export const selectIdOfTeam = statement('selectIdOfTeam', sql`SELECT id FROM teams WHERE name = :name`);
