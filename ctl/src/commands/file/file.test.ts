import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sends } from '../../../../server/src/features/files/testing.ts';
import { startServer } from '../../../../server/src/testing/start-server.ts';
import { runCli } from '../../cli.ts';

const server = await startServer();
const folder = await mkdtemp(join(tmpdir(), 'innermost-ctl-'));
afterAll(() => rm(folder, { recursive: true }));
beforeAll(() => server.app.listenOn(join(folder, 'innermost.sock'), 'control'));

async function innermost(...args: string[]) {
  const out: string[] = [];
  const refuse = () => Promise.reject(new Error('asked'));
  const print = (line: string) => void out.push(line);
  const terminal = { print, complain: print, isInteractive: false, hasColour: false, ask: refuse, askHidden: refuse };
  const code = await runCli(args, { INNERMOST_DATA_DIR: folder }, terminal);
  return { code, text: out.join('\n') };
}

test('files are listed, narrowed and added up', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const info = await sends(ann, channel, '写真.txt', 'x'.repeat(2_048));
  await sends(bob, channel, 'other.txt', 'x');
  const { code, text } = await innermost('file', 'list', '--person', ann.user.username);
  expect(code).toBe(0);
  expect(text).toMatch(new RegExp(`^${info.id} .* 2\\.0 KiB +${ann.user.username} +not sent +写真\\.txt$`, 'm'));
  expect(text).not.toContain('other.txt');
  expect((await innermost('file', 'list', '--name', 'none')).text).toContain('There is no such file.');
  const json = JSON.parse((await innermost('file', 'list', '--name', 'other', '--json')).text) as { result: unknown };
  expect(json.result).toMatchObject([{ name: 'other.txt', username: bob.user.username }]);
  expect((await innermost('file', 'usage')).text).toMatch(
    new RegExp(`^2\\.0 KiB +1 +${ann.id} +${ann.user.username}$`, 'm'),
  );
  expect((await innermost('file', 'usage', '--by', 'channel')).text).toContain(channel.id);
  expect(await innermost('file', 'usage', '--by', 'odd')).toMatchObject({ code: 1 });
});

test('a check fails when contents are missing or of no file, and says which', async () => {
  expect((await innermost('file', 'check')).code).toBe(0);
  const { files } = server.app.services;
  const path = '20200101/teams/noteam/channels/x/users/y/z/left.txt';
  await files.put(path, [Buffer.from('left')] as never);
  const { code, text } = await innermost('file', 'check');
  expect(code).toBe(1);
  expect(text).toContain(`of no file  4 bytes  ${path}`);
  await files.remove(path);
});

test('a purge counts first, and a move needs its settings', async () => {
  const { ann, channel } = await server.make.conversation();
  const info = await sends(ann, channel, 'old.txt', 'xxxx');
  await server.database.db.updateTable('fileinfo').set({ create_at: 1_000 }).where('id', '=', info.id).execute();
  expect((await innermost('file', 'purge', '30', '--dry-run')).text).toContain('1 file, 4 bytes');
  expect((await innermost('file', 'list', '--name', 'old.txt')).text).toContain(info.id);
  expect((await innermost('file', 'purge', '30')).text).toContain('1 file, 4 bytes');
  expect((await innermost('file', 'list', '--name', 'old.txt')).text).not.toContain(info.id);
  expect(await innermost('file', 'purge', '0')).toMatchObject({ code: 1 });
  const { code, text } = await innermost('file', 'move', 's3');
  expect([code, text]).toEqual([1, expect.stringContaining('FileSettings.AmazonS3Bucket')]);
  expect(await innermost('file', 'move', 'tape')).toMatchObject({ code: 1 });
});
