/** What the operator of a machine may do over the Unix sockets of its server. */
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askSocket } from './testing/ask-socket.ts';
import { startServer } from './testing/start-server.ts';
import { testPassword } from './testing/person.ts';

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'innermost-sockets-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
};

async function withSocket(kind: 'local' | 'control') {
  const server = await startServer({ until: onTestFinished });
  const path = join(await folder(), 'test.sock');
  await server.app.listenOn(path, kind);
  const call = (method: string, route: string, body?: unknown) => askSocket(path, method, route, body);
  return { server, path, call };
}

const account = (username: string) => ({ username, email: `${username}@example.com`, password: testPassword });

test('a fresh server is set up over it, without a token and without a password', async () => {
  const { path, call } = await withSocket('control');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await call('POST', '/users', account('owner'))).body).toMatchObject({ roles: 'system_admin system_user' });
  expect(await call('GET', '/config')).toMatchObject({ status: 200 });
  expect(await call('PUT', '/config/patch', { TeamSettings: { EnableUserCreation: false } })).toMatchObject({
    status: 200,
  });
  expect(await call('POST', '/users', account('second'))).toMatchObject({
    status: 201,
    body: { roles: 'system_user' },
  });
  expect(await call('GET', '/innermost/capabilities')).toMatchObject({ body: { has_accounts: true } });
});

test('nobody is signed in there, and only what is marked is answered', async () => {
  const { call } = await withSocket('local');
  expect(await call('GET', '/users/me')).toMatchObject({
    status: 400,
    body: { id: 'api.context.invalid_url_param.app_error' },
  });
  for (const [method, path] of [
    ['GET', '/innermost/capabilities'],
    ['POST', '/posts'],
    ['POST', '/users/login'],
  ] as const)
    expect(await call(method, path, method === 'GET' ? undefined : {}), path).toMatchObject({
      status: 404,
      body: { id: 'api.context.404.app_error' },
    });
});

test('teams, channels and members are made and kept there by nobody, so no notice bears a name', async () => {
  const { server, call } = await withSocket('local');
  const admin = await server.make.admin();
  const { body: team } = await call('POST', '/teams', { name: 'crew', display_name: 'Crew', type: 'O' });
  expect(team).toMatchObject({ name: 'crew', email: '' });
  expect((await call('GET', `/teams/${team.id}/members`)).status).toBe(404);
  const added = await call('POST', `/teams/${team.id}/members`, { team_id: team.id, user_id: admin.id });
  expect(added).toMatchObject({ status: 201, body: { user_id: admin.id } });
  const made = await call('POST', '/channels', { team_id: team.id, name: 'ops', display_name: 'Ops', type: 'O' });
  expect(made).toMatchObject({ status: 201, body: { creator_id: '' } });
  const channel = made.body.id;
  expect((await call('GET', `/channels/${channel}/members`)).body).toEqual([]);
  expect(await call('POST', `/channels/${channel}/members`, { user_id: admin.id })).toMatchObject({ status: 201 });
  expect(await call('PUT', `/channels/${channel}/patch`, { header: 'Watch it' })).toMatchObject({ status: 200 });
  expect(await call('PUT', `/channels/${channel}/privacy`, { privacy: 'P' })).toMatchObject({ body: { type: 'P' } });
  expect(await call('DELETE', `/channels/${channel}`)).toMatchObject({ status: 200 });
  expect(await call('POST', `/channels/${channel}/restore`)).toMatchObject({ body: { delete_at: 0 } });
  expect(await call('DELETE', `/channels/${channel}/members/${admin.id}`)).toMatchObject({ status: 200 });
  const { rows } = await server.database.db
    .selectFrom('posts')
    .select(['type', 'user_id', 'message'])
    .where('channel_id', '=', channel)
    .orderBy('create_at')
    .execute()
    .then((found) => ({ rows: found }));
  expect(rows).toEqual([
    { type: 'system_join_channel', user_id: admin.id, message: 'admin joined the channel.' },
    { type: 'system_remove_from_channel', user_id: admin.id, message: 'admin was removed from the channel.' },
  ]);
});

test('a hook made there needs an owner', async () => {
  const { server, call } = await withSocket('local');
  const { ann, channel } = await server.make.conversation();
  const hook = { channel_id: channel.id, display_name: 'CI' };
  expect(await call('POST', '/hooks/incoming', hook)).toMatchObject({ status: 400 });
  expect(await call('POST', '/hooks/incoming', { ...hook, user_id: ann.id })).toMatchObject({
    status: 201,
    body: { user_id: ann.id },
  });
});

test('the socket of a server that was killed gives way, one that is listened on does not', async () => {
  const { server, path } = await withSocket('local');
  await expect(server.app.listenOn(path, 'local')).rejects.toThrow('Another server listens on');
  const left = join(await folder(), 'left.sock');
  // A process that is killed does not remove its socket; closing a handle that was handed away does not either.
  const other = createServer().listen(left);
  await once(other, 'listening');
  const { rename } = await import('node:fs/promises');
  await rename(left, `${left}.kept`);
  other.close();
  await once(other, 'close');
  await rename(`${left}.kept`, left);
  await server.app.listenOn(left, 'local');
  expect(await askSocket(left, 'GET', '/system/ping')).toMatchObject({ status: 200 });
});

test('what is no socket is left alone, and a path beyond the kernel’s length is a link', async () => {
  const { server } = await withSocket('local');
  const root = await folder();
  await writeFile(join(root, 'file'), 'mine');
  await expect(server.app.listenOn(join(root, 'file'), 'local')).rejects.toThrow('is not a socket');
  await expect(server.app.listenOn(join(root, 'missing', 'x.sock'), 'local')).rejects.toThrow('must exist');
  const deep = join(root, 'd'.repeat(100));
  await mkdir(deep);
  await server.app.listenOn(join(deep, 'innermost.sock'), 'local');
  expect(await askSocket(await realpath(join(deep, 'innermost.sock')), 'GET', '/system/ping')).toMatchObject({
    status: 200,
  });
});
