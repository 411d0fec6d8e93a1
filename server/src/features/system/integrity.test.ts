import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntegrityCheckResult } from '@innermost/protocol/system.ts';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { orphansOf } from '../../platform/db/orphans.ts';
import { references } from '../../platform/db/references.ts';
import { newId } from '../../platform/ids.ts';
import { askSocket } from '../../testing/ask-socket.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { database } = server;
const folder = await mkdtemp(join(tmpdir(), 'innermost-integrity-'));
const socket = join(folder, 'local.sock');
await server.app.listenOn(socket, 'local');
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(): Promise<IntegrityCheckResult[]> {
  const { status, body } = await askSocket(socket, 'POST', '/integrity');
  expect(status).toBe(200);
  return body as unknown as IntegrityCheckResult[];
}

/** `child.column → parent: parent id, child id` of every orphan. */
const said = (results: readonly IntegrityCheckResult[]): string[] =>
  results.flatMap(({ data }) =>
    data.records.map(
      ({ parent_id, child_id }) =>
        `${data.child_name}.${data.parent_id_attr} → ${data.parent_name}: ${parent_id}, ${child_id}`,
    ),
  );

const referenceTo = (child: string, column: string) => {
  const found = references.find((one) => one.child === child && one.column === column);
  if (!found) throw new Error(`${child}.${column} is no reference`);
  return found;
};

test('a database in use has no orphans, and every reference is looked at', async () => {
  const { ann, channel } = await server.make.conversation();
  await ann.posts(channel, 'hello');
  const results = await check();
  expect(said(results)).toEqual([]);
  expect(results.map(({ data }) => `${data.child_name}.${data.parent_id_attr} ${data.parent_name}`)).toEqual(
    references.map(({ child, column, parent }) => `${child}.${column} ${parent}`),
  );
  expect(results.find(({ data }) => data.child_name === 'channelmembers')).toEqual({
    data: {
      parent_name: 'users',
      child_name: 'channelmembers',
      parent_id_attr: 'userid',
      child_id_attr: 'channelid',
      records: [],
    },
    err: null,
  });
  expect(results.filter(({ err }) => err !== null)).toEqual([]);
});

test('rows whose parent is missing are named, and nothing that only looks like one', async () => {
  const { ann, channel } = await server.make.conversation();
  const root = await ann.posts(channel, 'root');
  const [gone, bookmark] = [newId(), newId()];
  await sql`INSERT INTO channelmembers (channelid, userid) VALUES (${channel.id}, ${gone})`.execute(database.db);
  await sql`INSERT INTO threads (postid, channelid, threadteamid) VALUES (${gone}, ${channel.id}, NULL)`.execute(
    database.db,
  );
  await sql`INSERT INTO commandwebhooks (id, commandid, userid, channelid, rootid)
    VALUES (${bookmark}, '', ${ann.id}, ${channel.id}, '')`.execute(database.db);
  // A plugin's bot, a file of a bookmark, and what has no team or thread.
  await sql`INSERT INTO bots (userid, ownerid) VALUES (${ann.id}, 'com.example.a-plugin-of-x')`.execute(database.db);
  await sql`INSERT INTO fileinfo (id, creatorid, postid, channelid) VALUES (${newId()}, 'bookmark', '', NULL)`.execute(
    database.db,
  );
  expect(said(await check())).toEqual([
    `channelmembers.userid → users: ${gone}, ${channel.id}`,
    `threads.postid → posts: ${gone}, ${gone}`,
    `commandwebhooks.commandid → commands: , ${bookmark}`,
  ]);
  await sql`DELETE FROM channelmembers WHERE userid = ${gone}`.execute(database.db);
  await sql`DELETE FROM threads WHERE postid = ${gone}`.execute(database.db);
  await sql`DELETE FROM commandwebhooks WHERE id = ${bookmark}`.execute(database.db);
  expect(said(await check())).toEqual([]);
  expect(root.id).toBeTruthy();
});

test('thousands of orphans come page by page, each once', async () => {
  await sql`INSERT INTO preferences (userid, category, name, value)
    SELECT 'gone', 'tests', n::text, '' FROM generate_series(1, 2500) n`.execute(database.db);
  const pages: number[] = [];
  for await (const page of orphansOf(database, referenceTo('preferences', 'userid'))) pages.push(page.length);
  expect(pages).toEqual([1_000, 1_000, 500]);
  const records = (await check()).find(({ data }) => data.child_name === 'preferences')?.data.records ?? [];
  expect(new Set(records.map(({ child_id }) => child_id)).size).toBe(2_500);
});

test('who leaves in the middle gives the connection back, and the next check runs', async () => {
  const leave = () =>
    new Promise<void>((resolve, reject) => {
      const asked = request({ socketPath: socket, method: 'POST', path: '/api/v4/integrity' }, (answer) => {
        answer.once('data', () => answer.destroy());
        answer.once('close', resolve);
      });
      asked.on('error', reject);
      asked.end();
    });
  // More often than the pool has connections. One check at a time: the next may have to wait for the end of the last.
  for (let n = 0; n < 12; n += 1) {
    await leave();
    const next = async () => (await askSocket(socket, 'POST', '/integrity')).status;
    await expect.poll(next, { timeout: 20_000 }).toBe(200);
  }
});

test('only one check runs at a time', async () => {
  const statuses = await Promise.all([1, 2, 3].map(async () => (await askSocket(socket, 'POST', '/integrity')).status));
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 503, 503]);
});

test('a reference that cannot be checked says so, and the others are checked', async () => {
  await sql`ALTER TABLE drafts RENAME TO drafts_elsewhere`.execute(database.db);
  const results = await check();
  await sql`ALTER TABLE drafts_elsewhere RENAME TO drafts`.execute(database.db);
  const failed = results.filter(({ err }) => err !== null);
  expect(failed.map(({ data, err }) => [data.child_name, data.parent_id_attr, err])).toEqual([
    ['drafts', 'userid', 'drafts.userid could not be checked: relation "drafts" does not exist'],
    ['drafts', 'channelid', 'drafts.channelid could not be checked: relation "drafts" does not exist'],
    ['drafts', 'rootid', 'drafts.rootid could not be checked: relation "drafts" does not exist'],
  ]);
  expect(results).toHaveLength(references.length);
});

test('what is read that way cannot be written', async () => {
  const writing = database.reading(async function* (tx) {
    yield await sql`DELETE FROM preferences`.execute(tx);
  });
  await expect(writing.next()).rejects.toMatchObject({ code: '25006' });
});
