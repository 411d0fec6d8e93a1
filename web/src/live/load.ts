/**
 * The first load and every load after a loss: each slice asks for its share, all at once, and those that need another's
 * answer follow it. What it brings replaces what was held; posts are not touched (`pages.ts` brings those up to date).
 */
import { getClientConfig, getClientLicense } from '@innermost/protocol/system.ts';

import { askTeams, type Api } from './ask.ts';
import { inOrder, type Loading, type LoadOptions } from './slices/slice.ts';
import { loads, teamLoads } from './slices/slices.ts';
import type { Change } from './state.ts';

/** What anyone may ask for: enough for the screens at the door. */
export async function loadConfig(api: Api): Promise<Change> {
  const [config, license] = await Promise.all([
    api.call(getClientConfig, { query: { format: 'old' } }),
    api.call(getClientLicense, { query: { format: 'old' } }),
  ]);
  return (state) => ({ ...state, config, license });
}

/** Rejects as `Client.call` does; a rejection leaves nothing half done. */
export async function loadSession(api: Api, options: LoadOptions): Promise<Change> {
  const asked = new Map<unknown, Promise<unknown>>();
  const loading: Loading = {
    ...options,
    api,
    once<T>(ask: (from: Loading) => Promise<T>): Promise<T> {
      const answer = asked.get(ask) ?? ask(loading);
      asked.set(ask, answer);
      // Kept under the very function that makes it.
      return answer as Promise<T>;
    },
  };
  const [changes, perTeam] = await Promise.all([Promise.all(loads.map((load) => load(loading))), loadTeams(loading)]);
  const begin: Change = (state) => ({ ...state, wants: new Set() });
  return inOrder([begin, ...changes, ...perTeam]);
}

async function loadTeams({ api, once, teams, guessedTeam = '' }: Loading): Promise<Change[]> {
  // Refused for whoever has left it; what is needed is then asked for below.
  const guessed = guessedTeam === '' ? undefined : loadTeam(api, guessedTeam).catch(() => undefined);
  const chosen = teams(await once(askTeams));
  return Promise.all(
    chosen.map(async (id) => (id === guessedTeam ? await guessed : undefined) ?? (await loadTeam(api, id))),
  );
}

/** What comes with a team: the categories of its sidebar, its unread threads, and so on. */
export async function loadTeam(api: Api, teamId: string): Promise<Change> {
  return inOrder(await Promise.all(teamLoads.map((load) => load(api, teamId))));
}
