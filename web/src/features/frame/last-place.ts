/** Where I was last on this device. */
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
