import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { checkNewPath } from '../../platform/files/paths.ts';
import { extensionOf, pathOf, shownName, storedName } from './names.ts';

test.each([
  ['plan.pdf', 'plan.pdf', 'pdf'],
  ['../../etc/passwd', 'passwd', ''],
  ['C:\\Users\\ann\\plan.PDF', 'plan.PDF', 'pdf'],
  ['会議の資料（最終）.docx', '会議の資料（最終）.docx', 'docx'],
  ['तस्वीर.png', 'तस्वीर.png', 'png'],
  ['exe\u202Egpj.sh', 'exegpj.sh', 'sh'],
  ['a\nb\0.txt', 'ab.txt', 'txt'],
  ['  ', 'file', ''],
  ['..', 'file', ''],
  ['\u200B\u200F . ', 'file', ''],
  ['.bashrc', '.bashrc', 'bashrc'],
])('%j is shown as %j', (sent, name, extension) => {
  expect(shownName(sent)).toBe(name);
  expect(extensionOf(name)).toBe(extension);
});

test('a name is refused when the column cannot hold it, and cut in the store when a disk cannot', () => {
  expect(shownName('x'.repeat(257))).toBeUndefined();
  const long = `${'漢'.repeat(96)}.txt`;
  expect(Buffer.byteLength(long)).toBe(292);
  expect(shownName(long)).toBe(long);
  expect(Buffer.byteLength(storedName(long))).toBeLessThanOrEqual(200);
  expect(storedName(long)).toMatch(/^漢+\.txt$/);
});

test.each([
  ['con.txt', 'con_.txt'],
  ['NUL', 'NUL_'],
  ['a<b>:"c|?*.txt', 'a_b___c___.txt'],
  ['ends with a dot.', 'ends with a dot'],
  ['. .', 'file'],
])('%j lies in the store as %j', (name, stored) => {
  expect(storedName(name)).toBe(stored);
});

test('whatever a file is called, the store takes its path, and it stays in its folder', () => {
  const ids = { id: 'f'.repeat(26), channel_id: 'c'.repeat(26), user_id: 'u'.repeat(26) };
  const folder = `20261130/teams/noteam/channels/${ids.channel_id}/users/${ids.user_id}/${ids.id}/`;
  assert(
    property(string({ unit: 'binary', maxLength: 300 }), (sent) => {
      const name = shownName(sent);
      if (name === undefined) return;
      const path = pathOf({ ...ids, name }, Date.UTC(2026, 10, 30));
      expect(checkNewPath(path)).toBe(path);
      expect(path.startsWith(folder)).toBe(true);
      expect(path.slice(folder.length)).not.toContain('/');
      expect(path.length).toBeLessThanOrEqual(512);
    }),
    { numRuns: 2_000 },
  );
});
