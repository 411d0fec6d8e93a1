import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createClient } from '@innermost/client/http.ts';
import { createEmoji } from '@innermost/protocol/emoji.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import type { IntegrityCheckResult } from '@innermost/protocol/system.ts';
import { createUser, getUser, setUserImage } from '@innermost/protocol/users.ts';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { askSocket } from '../../testing/ask-socket.ts';
import { fillTables } from '../../testing/fill-tables.ts';
import { pathsIn, png, sends } from '../files/testing.ts';
import { presence } from '../status/index.ts';
import { testPassword } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const account = (username: string) => ({ username, email: `${username}@example.com`, password: testPassword });

async function serverWithSocket(isOn = true) {
  const server = await startServer({
    until: onTestFinished,
    config: { ServiceSettings: { EnableAPIUserDeletion: isOn } },
  });
  const folder = await mkdtemp(join(tmpdir(), 'innermost-erase-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const socket = join(folder, 'local.sock');
  await server.app.listenOn(socket, 'local');
  const ask = (method: string, path: string, body?: unknown) => askSocket(socket, method, path, body);
  return { server, ask };
}

type Server = Awaited<ReturnType<typeof serverWithSocket>>['server'];

async function orphansBy(ask: Awaited<ReturnType<typeof serverWithSocket>>['ask']): Promise<string[]> {
  const results = (await ask('POST', '/integrity')).body as unknown as IntegrityCheckResult[];
  expect(results.filter(({ err }) => err !== null)).toEqual([]);
  return results.flatMap(({ data, data: { records } }) =>
    records.map(({ parent_id }) => `${data.child_name}.${data.parent_id_attr}: ${parent_id}`),
  );
}

/** The tables of which some row holds the text in any column. */
async function tablesNaming({ database: { db } }: Server, text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'innermost')
    UNION ALL SELECT format('%I.%I', schemaname, matviewname) FROM pg_matviews WHERE schemaname = 'public'`.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await sql`SELECT FROM ${sql.raw(name)} t WHERE strpos(t::text, ${text}) > 0 LIMIT 1`.execute(db);
    if (hits.rows.length > 0) found.push(name);
  }
  return found.toSorted();
}

/** Two people in a team with a conversation, a direct message and something of one of them in every table. */
async function livedIn(server: Server) {
  const { ann, bob, channel, team } = await server.make.conversation();
  const root = await ann.posts(channel, 'lunch?');
  await bob.posts(channel, `@${ann.user.username} yes`, { root_id: root.id, pending_post_id: `${bob.id}:1` });
  await ann.call(saveReaction, { body: { user_id: ann.id, post_id: root.id, emoji_name: 'taco' } });
  const direct = await server.make.direct(ann, bob);
  await ann.posts(direct, 'just us');
  await fillTables(server.database.db, { users: ann.id, teams: team.id, channels: channel.id, posts: root.id });
  return { ann, bob, channel, team, direct };
}

test('everybody and everything of theirs is erased; teams and channels stay, and nothing dangles', async () => {
  const { server, ask } = await serverWithSocket();
  const { ann, bob, channel, team } = await livedIn(server);
  await sql`REFRESH MATERIALIZED VIEW poststats`.execute(server.database.db);
  expect(await orphansBy(ask)).toEqual([]);
  expect((await tablesNaming(server, ann.id)).length).toBeGreaterThan(45);

  expect(await ask('DELETE', '/users')).toMatchObject({ status: 200, body: { status: 'OK' } });

  expect(await orphansBy(ask)).toEqual([]);
  for (const { id, user } of [ann, bob])
    for (const text of [id, user.username, user.email]) expect(await tablesNaming(server, text), text).toEqual([]);
  expect(await ask('GET', `/teams/${team.id}`)).toMatchObject({ status: 200, body: { name: team.name, email: '' } });
  expect(await ask('GET', `/channels/${channel.id}`)).toMatchObject({ status: 200, body: { creator_id: '' } });
  const { db } = server.database;
  expect(await db.selectFrom('channels').select('type').where('team_id', '=', '').execute()).toEqual([]);
  for (const table of ['users', 'posts', 'threads', 'sessions', 'fileinfo', 'tokens', 'channelmembers'] as const)
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
});

test('what they had uploaded is removed from the store', async () => {
  const { server, ask } = await serverWithSocket();
  const { ann, channel } = await livedIn(server);
  await sends(ann, channel, 'mine.txt', 'mine');
  const { files } = server.app.services;
  const body = { fields: {}, files: [{ field: 'image', name: 'face.png', content: new Blob([png]) }] };
  await ann.client.upload(setUserImage, { params: { user_id: ann.id }, body });
  expect(await pathsIn(files)).toContain(`users/${ann.id}/profile.png`);
  const emoji = JSON.stringify({ name: 'own_crab', creator_id: ann.id });
  await ann.client.upload(createEmoji, { body: { fields: { emoji }, files: body.files } });
  // What is nobody's stays.
  await files.put('brand/image.png', Readable.from([png]));
  await ask('DELETE', '/users');
  await server.runJobsToEmpty();
  expect(await pathsIn(files)).toEqual(['brand/image.png']);
});

test('caches forget them and their sockets close', async () => {
  const { server, ask } = await serverWithSocket();
  const { ann, bob } = await livedIn(server);
  await server.listen(bob);
  expect(server.app.services.hub.openSockets()).toBe(1);
  expect(await ask('DELETE', '/users')).toMatchObject({ status: 200 });
  await expect.poll(() => server.app.services.hub.openSockets()).toBe(0);
  await expect(ann.call(getUser, { params: { user_id: bob.id } })).rejects.toMatchObject({ status: 401 });
  expect(await ask('GET', `/users/${ann.id}`)).toMatchObject({ status: 404 });
  expect(await ask('GET', `/users/username/${ann.user.username}`)).toMatchObject({ status: 404 });
  // Who leaves a socket is written as gone, a moment later.
  await new Promise((resolve) => void setTimeout(resolve, 600));
  await presence(server.app.services).flush();
  expect(await orphansBy(ask)).toEqual([]);
});

test('afterwards the first account is made as on a fresh server: not by whoever comes over the network', async () => {
  const { server, ask } = await serverWithSocket();
  await livedIn(server);
  await ask('DELETE', '/users');
  // Without an account, the setup token is asked for on open servers, too.
  await server.configure({ TeamSettings: { EnableOpenServer: true } });
  const signUp = await new Promise<number>((resolve, reject) => {
    const headers = { Host: 'chat.example.org', 'Content-Type': 'application/json' };
    const asked = request(`${server.url}/api/v4/users`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(account('mallory')));
  });
  expect(signUp).toBe(403);
  const atThisMachine = await createClient({ url: server.url }).call(createUser, { body: account('owner') });
  expect(atThisMachine.roles).toBe('system_admin system_user');
  expect((await ask('POST', '/users', account('second'))).body).toMatchObject({ roles: 'system_user' });
  expect(await orphansBy(ask)).toEqual([]);
});

test('what was under way meanwhile leaves nothing, and who came after it stays', async () => {
  const { server, ask } = await serverWithSocket();
  const { ann } = await livedIn(server);
  const { directory } = server.app.services;
  const late = newId();
  // What is remembered is read anew after the commit.
  vi.spyOn(directory, 'reloadRoles').mockImplementationOnce(async () => {
    const { db } = server.database;
    await sql`INSERT INTO status (userid, status) VALUES (${ann.id}, 'online')`.execute(db);
    await sql`INSERT INTO users (id, username, email, lastlogin) VALUES (${late}, 'late', 'late@example.com', 0)`.execute(
      db,
    );
    await sql`INSERT INTO status (userid, status) VALUES (${late}, 'online')`.execute(db);
  });
  expect(await ask('DELETE', '/users')).toMatchObject({ status: 200 });
  expect(await orphansBy(ask)).toEqual([]);
  expect(await tablesNaming(server, late)).toEqual(['public.status', 'public.users']);
});

test('unless it is switched on, nobody is erased', async () => {
  const { server, ask } = await serverWithSocket(false);
  const { ann } = await livedIn(server);
  const before = await tablesNaming(server, ann.id);
  expect(await ask('DELETE', '/users')).toMatchObject({
    status: 401,
    body: { id: 'api.user.delete_user.not_enabled.app_error' },
  });
  expect(await tablesNaming(server, ann.id)).toEqual(before);
});
