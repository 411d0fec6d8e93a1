/** One file on its way from a connection into the store: what it is, is read off as it passes by. */
import type { Readable } from 'node:stream';
import { newId } from '../../../platform/ids.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import type { Services } from '../../../work/services.ts';
import { tellingBytes, typeOf } from '../kinds.ts';
import { extensionOf, pathOf } from '../names.ts';
import { pictureOf } from '../pictures/picture.ts';
import type { NewFile } from '../file-row.ts';

interface Sent {
  readonly id?: string;
  readonly user_id: string;
  readonly name: string;
  readonly stream: Readable;
  /** Bytes, where they are known. */
  readonly size?: number | undefined;
}

/** In the store, but nobody knows of it yet. */
export interface Received extends Pick<NewFile, 'id' | 'user_id' | 'name' | 'extension' | 'size' | 'mime_type'> {
  /** Where it lies now. */
  readonly path: string;
}

/** Where a file waits whose channel is still to come. */
export const waitingFolder = 'innermost-incoming/';

/** Stores the stream, in constant memory. `channelId` undefined: it waits until `settle` says where it belongs. */
export async function receive(
  files: FileStore,
  { id = newId(), user_id, name, stream, size }: Sent,
  channelId: string | undefined,
  now: number,
): Promise<Received> {
  const path = channelId === undefined ? waitingFolder + id : pathOf({ id, channel_id: channelId, user_id, name }, now);
  const head = new Head();
  const watch = (piece: Uint8Array): void => head.see(piece);
  const bytes = await files.put(path, stream, { watch, ...(size !== undefined && { size }) });
  const extension = extensionOf(name);
  return { id, user_id, name, extension, size: bytes, mime_type: await typeOf(head.bytes(), extension), path };
}

/** Keeps the first bytes of what passes by. */
class Head {
  readonly #pieces: Buffer[] = [];
  #missing = tellingBytes;

  see(piece: Uint8Array): void {
    if (this.#missing === 0) return;
    // A copy: the piece would keep all of its memory.
    const kept = Buffer.from(piece.subarray(0, this.#missing));
    this.#pieces.push(kept);
    this.#missing -= kept.length;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

type Means = Pick<Services, 'files' | 'pictures' | 'log'>;

/** Brings it to where it belongs, looks at pictures, and says what is to be kept of it. */
export async function settle(means: Means, received: Received, channel_id: string, now: number): Promise<NewFile> {
  const path = received.path.startsWith(waitingFolder) ? pathOf({ ...received, channel_id }, now) : received.path;
  if (path !== received.path) await means.files.move(received.path, path);
  const picture = await pictureOf(means, { ...received, path });
  return {
    ...received,
    path,
    channel_id,
    create_at: now,
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    has_preview_image: picture !== undefined && picture.preview_path !== '',
    preview_path: picture?.preview_path ?? '',
    thumbnail_path: picture?.thumbnail_path ?? '',
    mini_preview: picture?.mini_preview?.toString('base64') ?? '',
  };
}

/** Nothing stays of what nobody will know of. What cannot be removed is found by `innermost file check`. */
export async function letGo(files: FileStore, paths: readonly string[]): Promise<void> {
  await Promise.allSettled(paths.filter((path) => path !== '').map((path) => files.remove(path)));
}
