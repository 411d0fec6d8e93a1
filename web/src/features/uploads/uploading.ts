/**
 * Files on their way from this page, and what a composer has of them. This is all that every page loads; what sends them is
 * in `queue.ts`, which comes with the first file. What the server has of a draft is in `live/drafts.ts`.
 */
import type { FileInfo } from '@innermost/protocol/files.ts';
import { createStore } from 'zustand/vanilla';

import type { Attached } from '../../live/drafts.ts';
import type { ById, Outgoing } from '../../live/state.ts';

export interface Place {
  channel_id: string;
  /** Empty outside threads. */
  root_id: string;
}

/** `waiting`: for its turn. `paused`: for the connection. */
export interface Upload extends Outgoing, Place {
  /** Where it is attached: a channel or a thread by its id, `edit:<post id>`; empty once it belongs to an unsent message. */
  at: string;
  state: 'waiting' | 'sending' | 'paused' | 'failed';
  /** Bytes. */
  done: number;
  /** Seconds, once they can be told. */
  left?: number;
  /** Why it failed. */
  reason?: string;
  /** It could go better the next time. */
  mayRetry?: boolean;
}

export const uploads = createStore<ById<Upload>>(() => ({}));

/** Of messages that are being edited, by `edit:<post id>`; those of drafts are with the drafts. */
export const edits = createStore<ById<Attached>>(() => ({}));

export const editOf = (postId: string): string => `edit:${postId}`;
export const isEdit = (at: string): boolean => at.startsWith('edit:');

/** By place: why something was not attached. */
export const refusals = createStore<ById<string>>(() => ({}));

/** A picture to be shown of a file, by its key or its id: the address of its bytes in this page. */
export const pictures = new Map<string, string>();

/** In which order they were attached in this page, by key and by id. */
const order = new Map<string, number>();

export function putLast(key: string): void {
  order.set(key, order.size + 1);
}

/** The file has an id now, and stays where it is. */
export function rename(key: string, id: string): void {
  order.set(id, order.get(key) ?? 0);
  const picture = pictures.get(key);
  if (picture) pictures.set(id, picture);
}

/** In their order; what this page did not attach comes first. */
export function inOrder<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const placeOf = (item: T) => order.get(keyOf(item)) ?? 0;
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A file as a composer shows it: the server has it, this page sends it, or neither has it any more. */
export type Tile =
  | { kind: 'there'; key: string; info: FileInfo }
  | { kind: 'upload'; key: string; upload: Upload }
  | { kind: 'lost'; key: string; file: Outgoing };

export function tilesOf({ files, outgoing }: Attached, all: ById<Upload>, at: string): Tile[] {
  const own = Object.values(all).filter((upload) => upload.at === at);
  const lost = outgoing.filter(({ key }) => !(key in all));
  return inOrder<Tile>(
    [
      ...files.map((info) => ({ kind: 'there' as const, key: info.id, info })),
      ...lost.map((file) => ({ kind: 'lost' as const, key: file.key, file })),
      ...own.map((upload) => ({ kind: 'upload' as const, key: upload.key, upload })),
    ],
    ({ key }) => key,
  );
}

/** What goes with the next message: failed ones do not. */
export function goes(tile: Tile): boolean {
  return tile.kind === 'there' || (tile.kind === 'upload' && tile.upload.state !== 'failed');
}
