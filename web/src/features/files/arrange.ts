/**
 * How the files of a message stand: pictures first, in rows, then everything else in its order. Pure, and small, because
 * it decides what room is kept before anything of it is loaded.
 */
import { kindPatterns } from '@innermost/protocol/file-kinds.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';

/** `card`: whatever is neither seen nor heard in its place. */
export type Role = 'picture' | 'video' | 'audio' | 'text' | 'card';

export type Block = { role: 'card'; files: readonly FileInfo[] } | { role: 'video' | 'audio' | 'text'; file: FileInfo };

export interface Arrangement {
  /** Of a single picture. Undefined: rows, or none. */
  single: { file: FileInfo; width: number; height: number } | undefined;
  rows: readonly (readonly FileInfo[])[];
  /** Pictures beyond those in the rows. */
  hidden: number;
  blocks: readonly Block[];
  /** Files that the message has had, and nobody knows any more. */
  lost: number;
}

const [widest, highest, lowest] = [480, 360, 32];
/** In a grid, so that nothing is a strip. */
const [narrowest, flattest] = [0.72, 2.4];
/** Of so many texts the first lines are shown; more of them are cards. */
const mostTexts = 2;

const picture = new RegExp(kindPatterns.images);
const text = new RegExp(kindPatterns.texts);

export const isHere = ({ delete_at, archived }: FileInfo): boolean => delete_at === 0 && !archived;

export function roleOf(file: FileInfo): Role {
  const { mime_type: type, width = 0, height = 0, size } = file;
  if (!isHere(file)) return 'card';
  if (picture.test(type)) return width > 0 && height > 0 ? 'picture' : 'card';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'audio';
  return text.test(type) && size > 0 ? 'text' : 'card';
}

/** Width by height, within what a grid bears. */
export function ratioOf({ width = 1, height = 1 }: FileInfo): number {
  return Math.round(Math.min(flattest, Math.max(narrowest, width / height)) * 1000) / 1000;
}

/** How many stand in each row, of as many as are shown: five at most, on a phone four. */
function rowSizes(count: number, isNarrow: boolean): readonly number[] {
  if (count <= 2) return [count];
  if (count === 3) return isNarrow ? [1, 2] : [3];
  return count === 4 || isNarrow ? [2, 2] : [2, 3];
}

export function arrange(files: readonly FileInfo[], ids: readonly string[], isNarrow: boolean): Arrangement {
  const pictures: FileInfo[] = [];
  const others: { role: Exclude<Role, 'picture'>; file: FileInfo }[] = [];
  for (const file of files) {
    const role = roleOf(file);
    if (role === 'picture') pictures.push(file);
    else others.push({ role, file });
  }
  const [first] = pictures;
  const rows: FileInfo[][] = [];
  let from = 0;
  if (pictures.length > 1) {
    for (const size of rowSizes(pictures.length, isNarrow)) rows.push(pictures.slice(from, (from += size)));
  }
  const known = new Set(files.map(({ id }) => id));
  return {
    single: first && pictures.length === 1 ? { file: first, ...fitted(first) } : undefined,
    rows,
    hidden: first && pictures.length > 1 ? pictures.length - from : 0,
    blocks: blocksOf(others),
    lost: ids.filter((id) => !known.has(id)).length,
  };
}

function blocksOf(others: readonly { role: Exclude<Role, 'picture'>; file: FileInfo }[]): Block[] {
  const areTextsShown = others.filter(({ role }) => role === 'text').length <= mostTexts;
  const blocks: Block[] = [];
  let cards: FileInfo[] | undefined;
  for (const { role, file } of others) {
    if (role !== 'card' && (role !== 'text' || areTextsShown)) {
      cards = undefined;
      blocks.push({ role, file });
    } else if (cards) cards.push(file);
    else blocks.push({ role: 'card', files: (cards = [file]) });
  }
  return blocks;
}

/** At most 480 by 360; what would be a hair is given some body. */
function fitted({ width = 1, height = 1 }: FileInfo): { width: number; height: number } {
  const shrink = Math.min(1, widest / width, highest / height);
  return {
    width: Math.max(lowest, Math.round(width * shrink)),
    height: Math.max(lowest, Math.round(height * shrink)),
  };
}
