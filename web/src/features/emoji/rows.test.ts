import { expect, test } from 'vitest';

import { browseRows, choiceAt, columns, move, type PickerContent, type Row, searchRows } from './rows.ts';
import { habitsFrom, withUsed } from './recent.ts';
import { readTable } from './table.ts';

const line = (i: number) => `${String.fromCodePoint(0x1f600 + i)}\tface${i}\t\tfunny`;
const text = `#people\n${Array.from({ length: 20 }, (_, i) => line(i)).join('\n')}\n#food\n🌮\ttaco\n🖐️\thand,high5\t1`;
const content: PickerContent = {
  table: readTable(text),
  custom: [{ name: 'oakhaven', src: '/api/v4/emoji/e1/image' }],
  recent: ['taco', 'oakhaven', 'gone'],
  tone: '',
};
const shape = (rows: Row[]) => rows.map((row) => (row.type === 'title' ? row.category : row.choices.length));

test('often used, the categories and the server’s own, in rows of nine', () => {
  expect(shape(browseRows(content))).toEqual(['recent', 2, 'people', 9, 9, 2, 'food', 2, 'custom', 1]);
  expect(columns).toBe(9);
});

test('a tone changes what is shown and what is sent', () => {
  const row = browseRows({ ...content, tone: 'dark' }).find((one) => one.category === 'food' && one.type === 'emoji');
  expect(row).toMatchObject({
    choices: [{ name: 'taco' }, { name: 'hand_dark_skin_tone', picture: { character: '🖐🏿' } }],
  });
});

test('a search shows the server’s own first', () => {
  const rows = searchRows({ ...content, custom: [{ name: 'face_of_ours', src: '/x' }] }, 'face');
  expect(rows[0]).toMatchObject({
    type: 'emoji',
    choices: [{ name: 'face_of_ours' }, { name: 'face0' }, {}, {}, {}, {}, {}, {}, {}],
  });
  expect(searchRows(content, 'nothing like it')).toEqual([]);
});

test('arrows go through the rows, over titles, and stop at the ends', () => {
  const rows = browseRows(content);
  const go = (...keys: string[]) => keys.reduce((at, key) => move(rows, at, key), move(rows, undefined, ''));
  expect(go()).toEqual({ row: 1, column: 0 });
  expect(go('ArrowRight')).toEqual({ row: 1, column: 1 });
  expect(go('ArrowRight', 'ArrowRight')).toEqual({ row: 3, column: 0 });
  expect(go('ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp')).toEqual({ row: 1, column: 1 });
  expect(go('ArrowDown', 'ArrowLeft')).toEqual({ row: 1, column: 1 });
  expect(go('ArrowUp')).toEqual({ row: 1, column: 0 });
  expect(go('ArrowLeft')).toEqual({ row: 1, column: 0 });
  expect(go(...Array.from({ length: 20 }, () => 'ArrowDown'))).toEqual({ row: 9, column: 0 });
  expect(choiceAt(rows, go('ArrowRight'))).toMatchObject({ name: 'oakhaven' });
  expect(move([], undefined, 'ArrowDown')).toBeUndefined();
});

test('what is kept on the device may be anything', () => {
  expect(habitsFrom(null).recent).toContain('+1');
  expect(habitsFrom('{"recent":["a",7],"tone":"dark"}')).toEqual({ recent: ['a'], tone: 'dark' });
  expect(habitsFrom('{"recent":7,"tone":"pale"}').tone).toBe('');
  expect(habitsFrom('nonsense').recent).toContain('+1');
  expect(withUsed({ recent: ['a', 'b'], tone: '' }, 'b').recent).toEqual(['b', 'a']);
  expect(withUsed({ recent: Array.from({ length: 40 }, (_, i) => `e${i}`), tone: '' }, 'x').recent).toHaveLength(27);
});
