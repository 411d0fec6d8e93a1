import { setCustomStatus } from '@innermost/protocol/status.ts';
import { expect, test } from 'vitest';
import { startServer } from './testing/start-server.ts';
import { signIn, type Person } from './testing/person.ts';

const server = await startServer({ config: { GuestAccountsSettings: { Enable: true } } });
const write = (who: Person) =>
  who.call(setCustomStatus, {
    params: { user_id: 'me' },
    body: { emoji: 'coffee', text: 'at the table', duration: '', expires_at: '' },
  });

test('a guest who is in no channel yet hears of himself, and of nobody else', async () => {
  const [user, bob] = await Promise.all([server.make.user(), server.make.person()]);
  await server.database.db.updateTable('users').set({ roles: 'system_guest' }).where('id', '=', user.id).execute();
  const guest = await signIn(server.url, user);
  const socket = await server.listen(guest);
  await write(bob);
  await write(guest);
  expect((await socket.next('user_updated')).data).toMatchObject({ user: { id: guest.id } });
  expect(socket.heard.filter(({ event }) => event === 'user_updated')).toHaveLength(1);
});
