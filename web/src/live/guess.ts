/**
 * What will be asked for next time, noted on this device: the team and channel of an address, by their ids. So the first
 * load asks for their contents together with everything else. A guess that was wrong costs a request and shows nothing.
 */
export interface Guess {
  team_id: string;
  channel_id: string;
}

interface Noted extends Guess {
  user_id: string;
  path: string;
}

const storageKey = 'innermost.guess';

export function noteGuess(noted: Noted): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(noted));
  } catch {
    // Without storage the next load asks one thing after the other.
  }
}

/** For the same person at the same address, or at one that leads to the place of last time. */
export function guessFor(userId: string | undefined, path: string): Guess | undefined {
  const noted = read();
  if (!noted || noted.user_id !== userId || typeof noted.path !== 'string') return undefined;
  const leadsThere =
    noted.path === path || path === '/' || path === '/login' || path === `/${noted.path.split('/')[1]}`;
  return leadsThere ? { team_id: noted.team_id, channel_id: noted.channel_id } : undefined;
}

function read(): (Partial<Noted> & Guess) | undefined {
  try {
    const noted = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Partial<Noted> | null;
    const isWhole = typeof noted?.team_id === 'string' && typeof noted.channel_id === 'string';
    return isWhole ? { ...noted, team_id: String(noted.team_id), channel_id: String(noted.channel_id) } : undefined;
  } catch {
    return undefined;
  }
}
