/**
 * What the web client knows and the socket keeps true. Plain data: every change is a pure function from state to state.
 */
import type { FileInfo } from '@innermost/protocol/files.ts';

export type ById<T> = Readonly<Record<string, T>>;

/** A file on its way to the server. Its bytes are with the page that made the key. */
export interface Outgoing {
  /** See `open-pages.ts`. */
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  /** As the browser knows it; '' where it does not. */
  type: string;
}

/** A file of a message that is not sent yet: with `info` the server has it. */
export interface UnsentFile extends Outgoing {
  info?: FileInfo;
}

/** A message that the server has not acknowledged yet. */
export interface Unsent {
  /** `<user id>:<ms>`; the server makes one post of it however often it is sent. */
  pending_post_id: string;
  user_id: string;
  channel_id: string;
  root_id: string;
  message: string;
  /** In their order. It waits until the server has all of them. */
  files?: readonly UnsentFile[];
  create_at: number;
  /** Set when the server refused it; without it the message waits for its turn or for the connection. */
  error?: string;
}

/** Kinds of what events only mention; each slice adds its own. */
export interface WantKinds {}

export type WantKind = keyof WantKinds;

/** Something that an event mentioned and the client has to ask for: `<kind>:<id>`. */
export type Want = `${WantKind}:${string}`;

/** What the socket keeps true. Each slice adds its part where it stands: see `slices/slice.ts`. */
export interface LiveState {
  /** Empty when nobody is signed in. */
  me_id: string;
  /** By pending post id. */
  outbox: ById<Unsent>;
  wants: ReadonlySet<Want>;
}

export type Change = (state: LiveState) => LiveState;

export function want(state: LiveState, ...wants: Want[]): LiveState {
  const missing = wants.filter((one) => !state.wants.has(one));
  return missing.length > 0 ? { ...state, wants: new Set([...state.wants, ...missing]) } : state;
}

/** Maps that the run of `inOneCopy` under way has made: nobody else has seen them, so they may be changed in place. */
let ownCopies: WeakSet<object> | undefined;

/** Runs changes of which only the last state is looked at: each map is copied once for all of them. */
export function inOneCopy<T>(run: () => T): T {
  const outer = ownCopies;
  ownCopies = new WeakSet();
  try {
    return run();
  } finally {
    ownCopies = outer;
  }
}

/** The map with one entry more, or another value for it. */
export function put<T>(map: ById<T>, key: string, value: T): ById<T> {
  if (ownCopies?.has(map)) {
    // Made below, as a plain object of this very type.
    (map as Record<string, T>)[key] = value;
    return map;
  }
  const copy = { ...map, [key]: value };
  ownCopies?.add(copy);
  return copy;
}

export function without<T>(map: ById<T>, ...keys: string[]): ById<T> {
  if (!keys.some((key) => key in map)) return map;
  const rest: Record<string, T> = { ...map };
  for (const key of keys) delete rest[key];
  return rest;
}

export function keyed<T>(items: readonly T[], key: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map((item) => [key(item), item]));
}

/** The entries for which it holds. */
export function select<T>(map: ById<T>, holds: (item: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([, item]) => holds(item)));
}

/** The entries without these fields. */
export function strip<T extends object>(map: ById<T>, ...fields: (keyof T)[]): Record<string, Partial<T>> {
  const stripped = Object.entries(map).map(([key, item]) => {
    const rest: Partial<T> = { ...item };
    for (const field of fields) delete rest[field];
    return [key, rest] as const;
  });
  return Object.fromEntries(stripped);
}
