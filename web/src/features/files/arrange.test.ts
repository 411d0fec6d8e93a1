import { expect, test } from 'vitest';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { arrange, ratioOf, roleOf } from './arrange.ts';

let made = 0;
function file(mime_type: string, more: Partial<FileInfo> = {}): FileInfo {
  made += 1;
  return {
    id: `file${made}`,
    user_id: 'ann',
    channel_id: 'here',
    create_at: 1,
    update_at: 1,
    delete_at: 0,
    name: `file ${made}`,
    extension: '',
    size: 10,
    mime_type,
    mini_preview: null,
    remote_id: null,
    archived: false,
    ...more,
  };
}
const picture = (width = 400, height = 300) => file('image/png', { width, height });
const idsOf = (files: readonly FileInfo[]) => files.map(({ id }) => id);

test.each([
  ['image/png', { width: 3, height: 2 }, 'picture'],
  ['image/png', {}, 'card'],
  ['image/svg+xml', { width: 3, height: 2 }, 'text'],
  ['video/mp4', {}, 'video'],
  ['audio/mpeg', {}, 'audio'],
  ['text/plain', {}, 'text'],
  ['text/plain', { size: 0 }, 'card'],
  ['application/json', {}, 'text'],
  ['application/ld+json', {}, 'text'],
  ['application/pdf', {}, 'card'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', {}, 'card'],
  ['application/octet-stream', {}, 'card'],
  ['video/mp4', { delete_at: 5 }, 'card'],
  ['image/png', { width: 3, height: 2, archived: true }, 'card'],
] as const)('%s with %o stands as a %s', (type, more, role) => {
  expect(roleOf(file(type, more))).toBe(role);
});

test.each([
  [1, false, [], 0],
  [2, false, [2], 0],
  [3, false, [3], 0],
  [4, false, [2, 2], 0],
  [5, false, [2, 3], 0],
  [7, false, [2, 3], 2],
  [3, true, [1, 2], 0],
  [5, true, [2, 2], 1],
  [7, true, [2, 2], 3],
])('%i pictures (narrow: %s) stand in rows of %j, and %i more are counted', (count, isNarrow, rows, hidden) => {
  const pictures = Array.from({ length: count }, () => picture());
  const arranged = arrange(pictures, idsOf(pictures), isNarrow);
  expect(arranged.rows.map((row) => row.length)).toEqual(rows);
  expect(arranged.hidden).toBe(hidden);
  expect(arranged.rows.flat()).toEqual(
    pictures.slice(
      0,
      rows.reduce((sum, row) => sum + row, 0),
    ),
  );
  expect(arranged.single?.file).toBe(count === 1 ? pictures[0] : undefined);
});

test('a single picture keeps its shape within its limits, and a hair gets some body', () => {
  const sizeOf = (width: number, height: number) => {
    const { single } = arrange([picture(width, height)], [], false);
    return [single?.width, single?.height];
  };
  expect(sizeOf(1920, 1080)).toEqual([480, 270]);
  expect(sizeOf(300, 900)).toEqual([120, 360]);
  expect(sizeOf(100, 50)).toEqual([100, 50]);
  expect(sizeOf(5000, 10)).toEqual([480, 32]);
});

test('in a grid nothing is a strip', () => {
  expect(ratioOf(picture(9000, 100))).toBe(2.4);
  expect(ratioOf(picture(100, 9000))).toBe(0.72);
  expect(ratioOf(picture(400, 300))).toBe(1.333);
});

test('everything else keeps its order, cards beside each other', () => {
  const [zip, pdf, film, doc, sound, text] = [
    file('application/zip'),
    file('application/pdf'),
    file('video/mp4'),
    file('application/msword'),
    file('audio/mpeg'),
    file('text/plain'),
  ] as const;
  const { blocks } = arrange([zip, picture(), pdf, film, doc, sound, text], [], false);
  expect(blocks).toEqual([
    { role: 'card', files: [zip, pdf] },
    { role: 'video', file: film },
    { role: 'card', files: [doc] },
    { role: 'audio', file: sound },
    { role: 'text', file: text },
  ]);
});

test('the first lines of two texts are shown; more texts are cards', () => {
  const texts = Array.from({ length: 3 }, () => file('text/plain'));
  expect(arrange(texts.slice(1), [], false).blocks.map(({ role }) => role)).toEqual(['text', 'text']);
  expect(arrange(texts, [], false).blocks).toEqual([{ role: 'card', files: texts }]);
});

test('files that the message names and nobody knows are counted', () => {
  const known = file('application/zip');
  expect(arrange([known], [known.id, 'gone', 'too'], false).lost).toBe(2);
});
