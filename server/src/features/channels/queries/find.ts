/** One channel, or a few. */
import { hot } from '../../../platform/db/hot.ts';
import { channelColumns, channelsWhere, type ChannelRow } from '../channel-row.ts';

export const selectChannel = hot<ChannelRow>(`SELECT ${channelColumns} FROM ${channelsWhere('id = $1')}`);

/** Locked against other changes until the transaction ends. */
export const selectChannelForChange = hot<ChannelRow>(
  `SELECT ${channelColumns} FROM ${channelsWhere('id = $1', 'FOR NO KEY UPDATE')}`,
);

/** $1 team, $2 name: of the team, else a direct or group channel. The team's own comes first. */
export const selectChannelByName = hot<ChannelRow>(
  `SELECT ${channelColumns} FROM ${channelsWhere(`name = $2 AND teamid IN ($1, '')`)} ORDER BY c.teamid DESC LIMIT 1`,
);

export const selectChannelsByNames = hot<ChannelRow>(
  `SELECT ${channelColumns} FROM ${channelsWhere('teamid = $1 AND name = ANY($2)')}`,
);

/** Public channels of team $1 among ids $2. */
export const selectPublicByIds = hot<ChannelRow>(
  `SELECT ${channelColumns} FROM ${channelsWhere(`id = ANY($2) AND teamid = $1 AND type = 'O' AND coalesce(deleteat, 0) = 0`)}
    ORDER BY c.displayname, c.id`,
);

export const selectIdOfTeam = hot<{ id: string }>(`SELECT id FROM teams WHERE name = $1`);
