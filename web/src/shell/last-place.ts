/** Where I was last on this device. */
import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import type { LiveState } from '../live/state.ts';

const storageKey = 'innermost.last';

interface LastPlace {
  team?: string;
  channels?: Record<string, string>;
}

export function lastTeam(): string | undefined {
  return read().team;
}

/** Id of the channel that was open last in a team, by the team's name. */
export function lastChannel(team: string): string | undefined {
  return read().channels?.[team];
}

/** The channel of last time, if it fits; else the one where a team begins. */
export function usualChannel(
  { channels }: Pick<LiveState, 'channels'>,
  team: Team,
  fits: (channel: Channel) => boolean = () => true,
): Channel | undefined {
  const last = channels[lastChannel(team.name) ?? ''];
  if (last?.delete_at === 0 && fits(last)) return last;
  const inTeam = Object.values(channels).filter((one) => one.team_id === team.id && one.delete_at === 0);
  return inTeam.find((one) => one.name === 'town-square') ?? inTeam[0];
}

export function rememberChannel(team: string, channelId: string): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ team, channels: { ...read().channels, [team]: channelId } }));
  } catch {
    // Without storage the first channel opens next time.
  }
}

function read(): LastPlace {
  try {
    return (JSON.parse(localStorage.getItem(storageKey) ?? '{}') ?? {}) as LastPlace;
  } catch {
    return {};
  }
}
