import type { FileInfo } from '@innermost/protocol/files.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { sweepLooseFiles } from './jobs.ts';
import { pathsIn, sends } from './testing.ts';

let now = Date.now();
const server = await startServer({ clock: { now: () => now } });
const { files } = server.app.services;
const { db } = server.database;
const hour = 3_600_000;

async function isKept({ id }: FileInfo): Promise<boolean> {
  const row = await db.selectFrom('fileinfo').select('id').where('id', '=', id).executeTakeFirst();
  const isThere = (await pathsIn(files)).some((path) => path.includes(id));
  expect(isThere).toBe(row !== undefined);
  return isThere;
}

test('what waited for its channel when the server died is removed after a day', async () => {
  const path = 'innermost-incoming/abc';
  await files.put(path, [Buffer.from('x')] as never);
  await server.runJob(sweepLooseFiles, {});
  expect(await pathsIn(files)).toContain(path);
  now += 25 * hour;
  await server.runJob(sweepLooseFiles, {});
  expect(await pathsIn(files)).not.toContain(path);
});

test('a file that no message takes within a day goes; what is named somewhere, old or somebody else’s stays', async () => {
  const { ann, channel } = await server.make.conversation();
  const [loose, posted, drafted, marked, plugins] = await Promise.all(
    ['loose', 'posted', 'drafted', 'marked', 'of a plugin'].map((name) => sends(ann, channel, name, name)),
  );
  if (!loose || !posted || !drafted || !marked || !plugins) throw new Error('five files');
  await ann.posts(channel, 'x', { file_ids: [posted.id] });
  const times = { create_at: 1, update_at: 1, delete_at: 0 };
  await db
    .insertInto('drafts')
    .values({
      ...times,
      user_id: ann.id,
      channel_id: channel.id,
      root_id: '',
      message: '',
      props: '{}',
      file_ids: `["${drafted.id}"]`,
    })
    .execute();
  await db
    .insertInto('channelbookmarks')
    .values({
      ...times,
      id: ann.id,
      owner_id: ann.id,
      channel_id: channel.id,
      file_info_id: marked.id,
      display_name: 'x',
    })
    .execute();
  await db.updateTable('fileinfo').set({ creator_id: 'boards' }).where('id', '=', plugins.id).execute();

  now += 23 * hour;
  await server.runJob(sweepLooseFiles, {});
  expect(await isKept(loose)).toBe(true);
  now += 2 * hour;
  const young = await sends(ann, channel, 'young', 'x');
  await server.runJob(sweepLooseFiles, {});
  expect(await isKept(loose)).toBe(false);
  for (const info of [posted, drafted, marked, plugins, young]) expect(await isKept(info), info.name).toBe(true);

  // As on the server that was taken over.
  await db
    .updateTable('fileinfo')
    .set({ create_at: now - 31 * 24 * hour })
    .where('id', '=', young.id)
    .execute();
  await server.runJob(sweepLooseFiles, {});
  expect(await isKept(young)).toBe(true);
});
