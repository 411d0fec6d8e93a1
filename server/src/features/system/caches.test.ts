import { getChannel } from '@innermost/protocol/channels.ts';
import { getStatus, setStatus } from '@innermost/protocol/status.ts';
import { forgetCaches, getConfig } from '@innermost/protocol/system.ts';
import { getUser } from '@innermost/protocol/users.ts';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
let admin: Person;

beforeAll(async () => {
  admin = await server.make.admin();
});

const me = { params: { user_id: 'me' } };
const invalidate = () => admin.call(forgetCaches);
const statusOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 200,
    (error: { status?: number }) => error.status,
  );

async function socketOf(person: Person): Promise<{ closed: Promise<number> }> {
  const headers = { Authorization: `Bearer ${person.token}` };
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v4/websocket`, { headers });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.once('message', resolve));
  return { closed };
}

test('a session that was removed by hand ends, and its socket is closed; others stay', async () => {
  const [ann, bob] = [await server.make.person(), await server.make.person()];
  const [lost, heard] = [await socketOf(ann), await server.listen(bob)];
  await db.deleteFrom('sessions').where('user_id', '=', ann.id).execute();
  expect(await statusOf(ann.call(getUser, me))).toBe(200);
  await invalidate();
  expect(await statusOf(ann.call(getUser, me))).toBe(401);
  expect(await lost.closed).toBe(1008);
  expect(await statusOf(bob.call(getUser, me))).toBe(200);
  await bob.call(setStatus, { params: { user_id: bob.id }, body: { user_id: bob.id, status: 'dnd' } });
  expect((await heard.next('status_change')).data).toMatchObject({ user_id: bob.id });
});

test('sessions of an account that was switched off by hand end', async () => {
  const ann = await server.make.person();
  const lost = await socketOf(ann);
  await db.updateTable('users').set({ delete_at: 1 }).where('id', '=', ann.id).execute();
  await invalidate();
  expect(await lost.closed).toBe(1008);
  expect(await statusOf(ann.call(getUser, me))).toBe(401);
});

test('roles that were changed by hand count, in sessions as well', async () => {
  const ann = await server.make.person();
  expect(await statusOf(ann.call(getConfig))).toBe(403);
  const roles = 'system_user system_admin';
  await db.updateTable('users').set({ roles }).where('id', '=', ann.id).execute();
  await db.updateTable('sessions').set({ roles }).where('user_id', '=', ann.id).execute();
  await invalidate();
  expect(await statusOf(ann.call(getConfig))).toBe(200);
});

test('memberships that were changed by hand count for access and for who hears', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation({ type: 'P' });
  const [left, came] = [await server.listen(bob), await server.listen(stranger)];
  const ofChannel = db.updateTable('channelmembers').where('channel_id', '=', channel.id);
  await ofChannel.set({ user_id: stranger.id }).where('user_id', '=', bob.id).execute();
  await db.updateTable('teammembers').set({ user_id: stranger.id }).where('user_id', '=', bob.id).execute();
  await invalidate();
  const params = { channel_id: channel.id };
  expect(await statusOf(bob.call(getChannel, { params }))).not.toBe(200);
  expect(await statusOf(stranger.call(getChannel, { params }))).toBe(200);
  const post = await ann.posts(channel, 'who is there?');
  expect((await came.next('posted')).data.post).toMatchObject({ id: post.id });
  await bob.call(setStatus, { params: { user_id: bob.id }, body: { user_id: bob.id, status: 'away' } });
  await left.next('status_change');
  expect(left.heard.filter(({ event }) => event === 'posted')).toEqual([]);
  expect(team.id).toBe(channel.team_id);
});

test('a status that was changed by hand is told and answered', async () => {
  const ann = await server.make.person();
  const heard = await server.listen(ann);
  const params = { user_id: ann.id };
  await ann.call(setStatus, { params, body: { user_id: ann.id, status: 'online' } });
  await db.updateTable('status').set({ status: 'dnd', manual: true }).where('user_id', '=', ann.id).execute();
  expect((await ann.call(getStatus, { params })).status).toBe('online');
  await invalidate();
  expect((await ann.call(getStatus, { params })).status).toBe('dnd');
  const dnd = { event: 'status_change', data: { user_id: ann.id, status: 'dnd' } };
  const statuses = () => heard.heard.filter(({ event }) => event === 'status_change');
  await expect.poll(() => statuses().at(-1)).toMatchObject(dnd);
});
