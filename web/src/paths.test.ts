import { expect, test } from 'vitest';

import { keyed } from './live/state.ts';
import { inTown, makeChannel, makeUser } from './live/testing.ts';
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

test('the screens of a team have addresses; others mean its first screen', () => {
  expect(placeOf('/oak/threads').place).toEqual({ name: 'threads' });
  expect(placeOf('/oak/pl/abc').place).toEqual({ name: 'post', id: 'abc' });
  expect(placeOf('/oak/integrations/webhooks').place).toEqual({ name: 'webhooks' });
  expect(placeOf('/oak/settings/security').place).toEqual({ name: 'settings', section: 'security' });
  expect(placeOf('/oak/settings/nonsense').place).toEqual({ name: 'settings', section: undefined });
  for (const path of ['/oak', '/oak/', '/oak/nonsense', '/oak/channels', '/oak/%E0%A4%A']) {
    expect(placeOf(path), path).toEqual({ team: 'oak', place: { name: 'home' } });
  }
});

test('the panel lives in the address', () => {
  for (const panel of [{ name: 'thread', id: 'p1' }, { name: 'members' }, { name: 'pins' }] as const) {
    expect(panelOf(panelQuery(panel))).toEqual(panel);
  }
  expect(panelOf('')).toBeUndefined();
  expect(panelOf('?panel=nonsense')).toBeUndefined();
  expect(panelQuery(undefined)).toBe('');
});
