import { addChannelMember } from '@innermost/protocol/channels.ts';
import { getStatus, getStatusesByIds, setStatus } from '@innermost/protocol/status.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer({ config: { GuestAccountsSettings: { Enable: true } } });
const { db } = server.database;

interface Reply {
  status: string;
  seq_reply?: number;
  data?: Record<string, string>;
  error?: { id: string; status_code: number };
}

async function socketOf(person: Person) {
  const headers = { Authorization: `Bearer ${person.token}` };
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v4/websocket`, { headers });
  onTestFinished(() => socket.close());
  await new Promise((resolve) => socket.once('message', resolve));
  let seq = 0;
  return (action: string, data = {}): Promise<Reply> =>
    new Promise((resolve) => {
      const mine = (seq += 1);
      const take = (text: Buffer): void => {
        // Frames are JSON of the server's own making.
        const reply = JSON.parse(text.toString()) as Reply;
        if (reply.seq_reply !== mine) return;
        socket.off('message', take);
        resolve(reply);
      };
      socket.on('message', take);
      socket.send(JSON.stringify({ seq: mine, action, data }));
    });
}

async function conversationWithGuest() {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const guest = await server.make.person();
  const roles = 'system_guest';
  await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: guest.id } });
  await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: guest.id } });
  await db.deleteFrom('channelmembers').where('user_id', '=', guest.id).where('channel_id', '!=', channel.id).execute();
  await db.updateTable('users').set({ roles }).where('id', '=', guest.id).execute();
  await db.updateTable('sessions').set({ roles }).where('user_id', '=', guest.id).execute();
  await server.app.services.sessions.readAgain();
  await server.forgetEverything();
  for (const one of [ann, bob, stranger, guest])
    await one.call(setStatus, { params: { user_id: one.id }, body: { user_id: one.id, status: 'online' } });
  return { ann, bob, stranger, guest, channel };
}

test('a guest hears of the statuses of those with whom a channel is shared, over the socket and over REST', async () => {
  const { ann, bob, stranger, guest } = await conversationWithGuest();
  const everybody = [ann.id, bob.id, stranger.id, guest.id];
  const seen = [ann.id, bob.id, guest.id].toSorted();
  const ask = await socketOf(guest);
  expect(Object.keys((await ask('get_statuses')).data ?? {}).toSorted()).toEqual(seen);
  const byIds = await ask('get_statuses_by_ids', { user_ids: everybody });
  expect(Object.keys(byIds.data ?? {}).toSorted()).toEqual(seen);
  const rows = await guest.call(getStatusesByIds, { body: everybody });
  expect(rows.map(({ user_id }) => user_id).toSorted()).toEqual(seen);
  expect(await guest.call(getStatus, { params: { user_id: bob.id } })).toMatchObject({ status: 'online' });
  await expect(guest.call(getStatus, { params: { user_id: stranger.id } })).rejects.toMatchObject({ status: 403 });

  const member = await socketOf(stranger);
  expect(Object.keys((await member('get_statuses')).data ?? {})).toEqual(expect.arrayContaining(everybody));
});

test('typing is announced as often as clients do, and no flood of it', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(bob);
  const ask = await socketOf(ann);
  const answers: string[] = [];
  for (let count = 0; count < 30; count++)
    answers.push((await ask('user_typing', { channel_id: channel.id })).error?.id ?? 'OK');
  expect(answers).toEqual([...Array(20).fill('OK'), ...Array(10).fill('api.context.rate_limit.app_error')]);
  await ann.posts(channel, 'done');
  await heard.next('posted');
  expect(heard.heard.filter(({ event }) => event === 'typing')).toHaveLength(20);
  // Others are not held up by it.
  expect(await (await socketOf(bob))('user_typing', { channel_id: channel.id })).toMatchObject({ status: 'OK' });
});
