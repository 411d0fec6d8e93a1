import { expect, test } from 'vitest';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { filesInWords } from './summary.ts';

const made = (id: string, mime_type: string): FileInfo => ({
  id,
  user_id: 'ann',
  channel_id: 'here',
  create_at: 1,
  update_at: 1,
  delete_at: 0,
  name: `${id}.x`,
  extension: 'x',
  size: 1,
  mime_type,
  width: 4,
  height: 3,
  mini_preview: null,
  remote_id: null,
  archived: false,
});
const inWords = (...files: FileInfo[]) => filesInWords({ file_ids: files.map(({ id }) => id), metadata: { files } });

test('a message of files says what was sent', () => {
  const [a, b, zip] = [made('a', 'image/png'), made('b', 'image/gif'), made('plan', 'application/zip')];
  expect(inWords()).toBe('');
  expect(inWords(a)).toBe('Sent a picture');
  expect(inWords(a, b)).toBe('Sent 2 pictures');
  expect(inWords(zip)).toBe('Sent plan.x');
  expect(inWords(a, zip)).toBe('Sent 2 files');
  expect(filesInWords({ file_ids: ['a'], metadata: {} })).toBe('Sent a file');
});
