/** What a tile says of its file. */
import type { FileInfo } from '@innermost/protocol/files.ts';

import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { moves, pictureUrl } from '../files/of-file.ts';
import { pictures, type Upload } from './uploading.ts';

/** CSS px. */
const tileSide = 40;

export function aboutUpload({ state, size, done, left, reason }: Upload): string {
  if (state === 'failed') return reason ?? '';
  if (state === 'paused') return t('Waiting for the connection');
  if (state === 'waiting') return bytesOf(size);
  const moved = t('{done} of {size}', { done: inUnitOf(done, size), size: bytesOf(size) });
  if (left === undefined || done >= size) return moved;
  return left < 100
    ? t('{moved} · {left} s left', { moved, left })
    : t('{moved} · {minutes} min left', { moved, minutes: Math.round(left / 60) });
}

/** "1.9" of "2.7 MB"; with its own unit where that is another one. */
function inUnitOf(done: number, size: number): string {
  const [own = '', unit] = bytesOf(done).split(' ');
  return bytesOf(size).endsWith(` ${unit}`) ? own : bytesOf(done);
}

/** Per cent; undefined while nothing moves. */
export function progressOf({ state, done, size }: Upload): number | undefined {
  if (state === 'failed') return undefined;
  return Math.min(100, Math.floor((done / Math.max(1, size)) * 100));
}

/** What this page has of it itself, else the server's. */
export function pictureOf(info: FileInfo): string | undefined {
  const own = pictures.get(info.id);
  if (own !== undefined) return own;
  const isPicture = info.has_preview_image || moves(info);
  return isPicture ? pictureUrl(info, tileSide, tileSide) : undefined;
}
