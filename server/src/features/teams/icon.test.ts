import { getTeam, getTeamIcon, removeTeamIcon, setTeamIcon, type Team } from '@innermost/protocol/teams.ts';
import { Client4 } from '@mattermost/client';
import { expect, test } from 'vitest';
import { claiming, describe, halves, photo, secret } from '../../platform/pictures/testing/samples.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { ann, bob, stranger, team } = await server.make.conversation();
const params = { team_id: team.id };
const none = { status: 404, id: 'api.team.get_team_icon.read_file.app_error' };

const send = (who: Person, bytes: Uint8Array, field = 'image') =>
  who.client.upload(setTeamIcon, {
    params,
    body: { fields: {}, files: [{ field, name: 'icon.jpg', content: new Blob([Uint8Array.from(bytes)]) }] },
  });
const ask = (who: Person, headers: Record<string, string> = {}) =>
  fetch(who.client.url(getTeamIcon, { params }), { headers: { Authorization: `Bearer ${who.token}`, ...headers } });
const timeOf = async (): Promise<Team['last_team_icon_update']> =>
  (await bob.call(getTeam, { params })).last_team_icon_update;

test('who manages the team gives it an icon, and its members hear of it and see it', async () => {
  await expect(bob.call(getTeamIcon, { params })).rejects.toMatchObject(none);
  const heard = await server.listen(bob);
  expect(await send(ann, await photo())).toEqual({ status: 'OK' });
  const told = (await heard.next('update_team')).data.team;
  expect(told).toMatchObject({ id: team.id, invite_id: '', last_team_icon_update: await timeOf() });
  const icon = await ask(bob);
  expect(icon.headers.get('Content-Type')).toBe('image/png');
  expect(icon.headers.get('Cache-Control')).toBe('max-age=86400, private');
  const bytes = Buffer.from(await icon.arrayBuffer());
  expect(await describe(bytes)).toMatchObject({ format: 'png', width: 128, height: 128 });
  expect(bytes.includes(secret)).toBe(false);
  expect((await ask(bob, { 'If-None-Match': icon.headers.get('ETag') ?? '' })).status).toBe(304);
  expect(await server.app.services.files.stat(`teams/${team.id}/teamIcon.png`)).toMatchObject({ size: bytes.length });
});

test('others may neither set nor remove it, and strangers to a closed team not see it', async () => {
  const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
  await send(ann, await halves().png().toBuffer());
  for (const who of [bob, stranger]) {
    await expect(send(who, await photo())).rejects.toMatchObject(forbidden);
    await expect(who.call(removeTeamIcon, { params })).rejects.toMatchObject(forbidden);
  }
  await server.database.db.updateTable('teams').set({ allow_open_invite: false }).where('id', '=', team.id).execute();
  await server.forgetEverything();
  await expect(stranger.call(getTeamIcon, { params })).rejects.toMatchObject(forbidden);
  expect(Buffer.from(await bob.call(getTeamIcon, { params })).length).toBeGreaterThan(0);
});

test('it goes, and its members hear of that', async () => {
  await send(ann, await halves().png().toBuffer());
  const heard = await server.listen(bob);
  expect(await ann.call(removeTeamIcon, { params })).toEqual({ status: 'OK' });
  expect((await heard.next('update_team')).data.team.last_team_icon_update).toBeUndefined();
  expect(await timeOf()).toBeUndefined();
  await expect(bob.call(getTeamIcon, { params })).rejects.toMatchObject(none);
});

test('what is no picture, too large or not there is refused', async () => {
  const refused = (reason: string) => ({ status: 400, id: `api.team.set_team_icon.${reason}.app_error` });
  await expect(send(ann, Buffer.from('hello'))).rejects.toMatchObject(refused('decode'));
  await expect(send(ann, await claiming(50_000, 50_000))).rejects.toMatchObject(refused('check_image_limits'));
  await expect(send(ann, await photo(), 'picture')).rejects.toMatchObject(refused('no_file'));
});

test('the official client sets and removes it', async () => {
  const client = new Client4();
  client.setUrl(server.url);
  client.setToken(ann.token);
  const file = new File([Uint8Array.from(await photo())], 'icon.jpg', { type: 'image/jpeg' });
  expect(await client.setTeamIcon(team.id, file)).toEqual({ status: 'OK' });
  const address = client.getTeamIconUrl(team.id, (await client.getTeam(team.id)).last_team_icon_update ?? 0);
  expect((await fetch(address, { headers: { Authorization: `Bearer ${bob.token}` } })).status).toBe(200);
  expect(await client.removeTeamIcon(team.id)).toEqual({ status: 'OK' });
});
