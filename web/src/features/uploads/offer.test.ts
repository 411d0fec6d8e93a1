import { expect, test } from 'vitest';

import { inTown, makeFile } from '../../live/testing.ts';
import { pasted, whyNotAttach } from './offer.ts';
import { goes, putLast, rename, tilesOf, type Upload } from './uploading.ts';

const paste = (text: string, ...names: string[]) =>
  pasted({
    // What a clipboard brings is a list like an array.
    files: names.map((name) => new File(['x'], name)) as unknown as FileList,
    getData: (type) => (type === 'text/plain' ? text : '<b>html</b>'),
  }).map(({ name }) => name);

test('pasted text stays text, unless it is only the names of the files', () => {
  expect(paste('', 'image.png')).toEqual(['image.png']);
  expect(paste('a\tb', 'image.png')).toEqual([]);
  expect(paste('a.txt\rb.txt', 'a.txt', 'b.txt')).toEqual(['a.txt', 'b.txt']);
  expect(paste('text')).toEqual([]);
});

test('files that are switched off, or a permission that is missing, are said', () => {
  const roles = (permissions: string[]) => ({ channel_user: { name: 'channel_user', permissions } });
  const state = (permissions: string[], config = {}) =>
    inTown({ roles: roles(permissions) as unknown as ReturnType<typeof inTown>['roles'], config });
  expect(whyNotAttach(state(['upload_file']), 'town')).toBeUndefined();
  expect(whyNotAttach(state([]), 'town')).toBe('You may not attach files in this channel.');
  const off = state(['upload_file'], { EnableFileAttachments: 'false' });
  expect(whyNotAttach(off, 'town')).toBe('Files are switched off on this server.');
});

test('tiles keep the order in which files were attached, whichever is there first; failed ones do not go', () => {
  const upload = (key: string, state: Upload['state'], at = 'town'): Upload => {
    const place = { channel_id: 'town', root_id: '', at };
    return { key, name: key, size: 5, type: '', ...place, state, done: 0 };
  };
  for (const key of ['t1', 't2', 't3', 't4']) putLast(key);
  rename('t2', 'f2');
  const all = {
    t4: upload('t4', 'failed'),
    t1: upload('t1', 'sending'),
    t3: upload('t3', 'waiting', 'elsewhere'),
  };
  const outgoing = [upload('t1', 'sending'), { key: 'gone.1', name: 'lost', size: 1, type: '' }];
  const tiles = tilesOf({ files: [makeFile('f2'), makeFile('earlier')], outgoing }, all, 'town');
  expect(tiles.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
    'there earlier',
    'lost gone.1',
    'upload t1',
    'there f2',
    'upload t4',
  ]);
  expect(tiles.filter(goes).map(({ key }) => key)).toEqual(['earlier', 't1', 'f2']);
});
