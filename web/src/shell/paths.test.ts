import { expect, test } from 'vitest';

import { keyed } from '../live/state.ts';
import { inTown, makeChannel, makeUser } from '../live/testing.ts';
import { channelAt, channelPath, panelOf, panelQuery, placeOf } from './paths.ts';

const channels = [
  makeChannel('town', { name: 'town-square' }),
  makeChannel('dm', { type: 'D', team_id: '', name: 'ann__me' }),
  makeChannel('self', { type: 'D', team_id: '', name: 'me__me' }),
  makeChannel('group', { type: 'G', team_id: '', name: 'a1b2' }),
];
const state = inTown({
  users: keyed([makeUser('me'), makeUser('ann', { username: 'ann.lee' })], (user) => user.id),
  channels: keyed(channels, (channel) => channel.id),
});

test('every channel has an address that leads back to it', () => {
  for (const channel of channels) {
    const path = channelPath(state, 'oak', channel) ?? '';
    const { team, place } = placeOf(path);
    expect(team).toBe('oak');
    expect(channelAt(state, 'team', place)?.id, path).toBe(channel.id);
  }
  expect(channelPath(state, 'oak', makeChannel('x', { type: 'D', name: 'me__stranger' }))).toBeUndefined();
});

const id = 'abcdefghijklmnopqrstuvwxyz';

test('the screens of a team have addresses', () => {
  expect(placeOf('/oak/threads').place).toEqual({ name: 'threads' });
  expect(placeOf(`/oak/threads/${id}`).place).toEqual({ name: 'thread', id });
  expect(placeOf('/oak/pl/abc').place).toEqual({ name: 'post', id: 'abc' });
  expect(placeOf('/oak/integrations/webhooks').place).toEqual({ name: 'webhooks' });
  expect(placeOf('/oak/integrations/incoming_webhooks/add').place).toEqual({ name: 'webhooks' });
  expect(placeOf('/oak/settings/security').place).toEqual({ name: 'settings', section: 'security' });
  expect(placeOf('/oak/settings/nonsense').place).toEqual({ name: 'settings', section: undefined });
  for (const path of ['/oak', '/oak/', '/oak/channels', '/oak/messages/']) {
    expect(placeOf(path), path).toEqual({ team: 'oak', place: { name: 'home' } });
  }
});

test('what no screen has is nowhere, not some other screen', () => {
  for (const path of ['/oak/nonsense', '/oak/pl', '/oak/drafts', '/oak/integrations/commands', '/oak/%E0%A4%A']) {
    expect(placeOf(path), path).toEqual({ team: 'oak', place: { name: 'nowhere', path } });
  }
});

test('a message may stand third, and no link is lost to capital letters', () => {
  expect(placeOf(`/oak/channels/ci-cd/${id}`).place).toEqual({ name: 'post', id });
  expect(placeOf(`/oak/messages/@ann/${id}`).place).toEqual({ name: 'post', id });
  expect(placeOf('/Oak/Channels/CI-CD')).toEqual({ team: 'oak', place: { name: 'channel', channel: 'ci-cd' } });
  expect(placeOf('/OAK/messages/@Ann.Lee').place).toEqual({ name: 'messages', who: '@ann.lee' });
  expect(placeOf('/oak/messages/%40ann.lee').place).toEqual({ name: 'messages', who: '@ann.lee' });
});

test('channels are found by every name that official clients link to', () => {
  const me = 'm'.repeat(26);
  const bob = 'b'.repeat(26);
  const dm = 'd'.repeat(26);
  const name = `${bob}__${me}`;
  const group = '0123456789abcdef0123456789abcdef01234567';
  const held = [
    makeChannel(id, { name: 'ci-cd' }),
    makeChannel(dm, { type: 'D', team_id: '', name }),
    makeChannel('group', { type: 'G', team_id: '', name: group }),
  ];
  const known = inTown({
    me_id: me,
    users: keyed([makeUser(me), makeUser(bob, { username: 'bob', email: 'bob@oak.example' })], (user) => user.id),
    channels: keyed(held, (channel) => channel.id),
  });
  const at = (path: string) => channelAt(known, 'team', placeOf(`/oak${path}`).place)?.id;
  expect(at('/channels/CI-CD')).toBe(id);
  expect(at(`/channels/${id}`)).toBe(id);
  for (const who of ['@bob', '@Bob', 'bob@oak.example', name, dm, bob]) expect(at(`/messages/${who}`), who).toBe(dm);
  for (const who of [name, dm]) expect(at(`/channels/${who}`), who).toBe(dm);
  for (const kind of ['channels', 'messages']) expect(at(`/${kind}/${group}`), kind).toBe('group');
  for (const who of ['@eve', 'x'.repeat(26), `${bob}__${bob}`]) expect(at(`/messages/${who}`), who).toBeUndefined();
});

test('the panel lives in the address', () => {
  for (const panel of [{ name: 'thread', id: 'p1' }, { name: 'members' }, { name: 'pins' }] as const) {
    expect(panelOf(panelQuery(panel))).toEqual(panel);
  }
  expect(panelOf('')).toBeUndefined();
  expect(panelOf('?panel=nonsense')).toBeUndefined();
  expect(panelQuery(undefined)).toBe('');
});
