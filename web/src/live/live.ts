/** The one running client of this page, and the hooks that read it. */
import { useRef, useSyncExternalStore } from 'react';
import type { Channel } from '@innermost/protocol/channels.ts';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

import { guessFor, noteGuess } from './guess.ts';
import { createSession, type Phase } from './session.ts';
import type { Failure } from './acts.ts';
import type { ConnectionState } from './connection.ts';
import type { Attached } from './drafts.ts';
import { steady } from './select.ts';
import type { LiveState } from './state.ts';
import { createStrays } from './strays.ts';

const onScreen: { keys: readonly string[] } = { keys: [] };

// Wire: the cookie with the user's id is readable, and says that there is a session, and whose.
const cookieUser = () => /(?:^|; )MMUSERID=([^;]+)/.exec(document.cookie)?.[1];

export const live = createSession({
  cookieUser,
  startAfresh: () => location.reload(),
  // The page's own address may be anything; names are in small letters.
  firstTeam: () => location.pathname.split('/')[1]?.toLowerCase(),
  shown: () => onScreen.keys,
  guess: () => guessFor(cookieUser(), location.pathname),
});

/** Re-renders when the selected value changes; select primitives or held objects, never fresh ones. */
export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(live.store, select);
}

/** For selections that build arrays or objects: re-renders when their contents change. */
export function useLiveShape<T>(select: (state: LiveState) => T): T {
  const last = useRef<T>(undefined);
  return useLive((state) => {
    const next = select(state);
    if (last.current !== undefined && isSameShape(last.current, next)) return last.current;
    last.current = next;
    return next;
  });
}

/** For what shows no counts of the channel: a post in it is no reason to draw anew. Its counters may be old ones. */
export function useSteadyChannel(select: (state: LiveState) => Channel | undefined): Channel | undefined {
  const last = useRef<Channel>(undefined);
  return useLive((state) => (last.current = steady(last.current, select(state))));
}

function isSameShape(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => isSameShape(value, (b as Record<string, unknown>)[key]))
  );
}

export function usePhase(): Phase {
  return useStore(live.phase);
}

export function useDraft(key: string): string {
  return useStore(live.drafts.store, (drafts) => drafts[key] ?? '');
}

/** The files of a draft; undefined where there are none. */
export function useAttached(key: string): Attached | undefined {
  return useStore(live.drafts.attached, (attached) => attached[key]);
}

/** Whether something waits there to be sent, be it text or files. */
export function useHasDraft(key: string): boolean {
  const text = useDraft(key);
  return useAttached(key) !== undefined || text !== '';
}

/** What failed at a place; undefined while nothing did. */
export function useFailure(place: string): Failure | undefined {
  return useStore(live.acts.failures, (failures) => failures[place]);
}

export const strays = createStrays(live.acts.failures);

/** The places of failures that are shown nowhere else. */
export function useStrays(): readonly string[] {
  return useSyncExternalStore(strays.subscribe, strays.now);
}

const idle = createStore<ConnectionState>(() => ({ name: 'connecting' }));

export function useConnection(): ConnectionState {
  const current = useStore(live.connection, (state) => state.current);
  return useStore(current?.store ?? idle);
}

/** Runs what needs the network: now, or when the connection is back. Returns what forgets it. */
export function whenBack(run: () => void): () => void {
  return live.connection.getState().current?.whenBack(run) ?? (() => undefined);
}

/** Tells the connection what to bring up to date first after a loss. */
export function showKeys(keys: readonly string[]): void {
  onScreen.keys = keys;
  live.lettingGo.show(keys);
  const { me_id, channels, teams } = live.store.getState();
  const path = location.pathname;
  const team = Object.values(teams).find(({ name }) => name === path.split('/')[1]);
  const channel = channels[keys[0] ?? ''];
  if (team && channel) noteGuess({ user_id: me_id, path, team_id: team.id, channel_id: channel.id });
}
