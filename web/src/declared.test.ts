import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { permissions } from '@innermost/protocol/permissions.ts';
import type { Role } from '@innermost/protocol/roles.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { keyed } from './live/state.ts';
import { inTown, makeChannel, makeUser } from './live/testing.ts';
import type { LiveState } from './live/state.ts';
import { actions } from './declared-actions.ts';
import { declared } from './declared.ts';
import { entriesFor } from './features/sidebar/jump.ts';
import { channelAt, channelPath } from './shell/paths.ts';
import { placeAt } from './shell/screen.ts';
import { t } from './words/words.ts';

/** All that menus and the palette list. */
const entries = [...declared.entries, ...actions];
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

/** Which screen shows at an address, and what its names stand for; `nowhere` where none does. */
function shownAt(path: string): Record<string, string> {
  const lead = placeAt(declared.leads, path);
  if (lead) return { to: lead.place.to(lead.params) };
  const found = placeAt(declared.screens, path);
  const { team: _, ...params } = found?.params ?? {};
  return { screen: found ? t(found.place.title) : 'nowhere', ...params };
}

function channelOf(live: LiveState, path: string): string | undefined {
  const found = placeAt(declared.screens, path);
  const place = found?.place.channelOf(found.params);
  return place && channelAt(live, 'team', place)?.id;
}

test('every channel has an address that leads back to it', () => {
  for (const channel of channels) {
    const path = channelPath(state, 'oak', channel) ?? '';
    expect(channelOf(state, path), path).toBe(channel.id);
  }
  expect(channelPath(state, 'oak', makeChannel('x', { type: 'D', name: 'me__stranger' }))).toBeUndefined();
});

const permissionNames = Object.keys(permissions);
const id = 'abcdefghijklmnopqrstuvwxyz';

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
  const at = (path: string) => channelOf(known, `/oak${path}`);
  expect(at('/channels/CI-CD')).toBe(id);
  expect(at(`/channels/${id}`)).toBe(id);
  for (const who of ['@bob', '@Bob', 'bob@oak.example', name, dm, bob]) expect(at(`/messages/${who}`), who).toBe(dm);
  for (const who of [name, dm]) expect(at(`/channels/${who}`), who).toBe(dm);
  for (const kind of ['channels', 'messages']) expect(at(`/${kind}/${group}`), kind).toBe('group');
  for (const who of ['@eve', 'x'.repeat(26), `${bob}__${bob}`]) expect(at(`/messages/${who}`), who).toBeUndefined();
});

test('the screens of a team have addresses', () => {
  expect(shownAt('/oak/threads')).toEqual({ screen: 'Threads' });
  expect(shownAt(`/oak/threads/${id}`)).toEqual({ to: `/oak/threads?thread=${id}` });
  expect(shownAt('/oak/pl/abc')).toEqual({ screen: 'Message', post: 'abc' });
  expect(shownAt('/oak/integrations/webhooks')).toEqual({ screen: 'Webhooks' });
  expect(shownAt('/oak/integrations/incoming_webhooks/add')).toEqual({ screen: 'Webhooks' });
  expect(shownAt('/oak/settings/security')).toEqual({ screen: 'Security' });
  expect(shownAt('/oak/settings/nonsense')).toEqual({ screen: 'Settings' });
  for (const path of ['/oak', '/oak/', '/oak/channels', '/oak/messages/']) {
    expect(shownAt(path), path).toEqual({ screen: 'Channels' });
  }
});

test('what no screen has is nowhere, not some other screen', () => {
  for (const path of ['/oak/nonsense', '/oak/pl', '/oak/drafts', '/oak/integrations/commands', '/oak/%E0%A4%A']) {
    expect(shownAt(path), path).toEqual({ screen: 'nowhere' });
  }
});

test('a message may stand third, and no link is lost to capital letters', () => {
  expect(shownAt(`/oak/channels/ci-cd/${id}`)).toMatchObject({ screen: 'Message', post: id });
  expect(shownAt(`/oak/messages/@ann/${id}`)).toMatchObject({ screen: 'Message', post: id });
  expect(shownAt('/Oak/Channels/CI-CD')).toEqual({ screen: 'Channel', channel: 'ci-cd' });
  expect(shownAt('/OAK/messages/@Ann.Lee')).toEqual({ screen: 'Messages', who: '@ann.lee' });
  expect(shownAt('/oak/messages/%40ann.lee')).toEqual({ screen: 'Messages', who: '@ann.lee' });
});

test('every declared screen is reached by its own address, and by every other that it names', () => {
  const names = { team: 'oak', post: id, channel: 'ci-cd', who: '@ann' };
  for (const one of declared.screens) {
    expect(placeAt(declared.screens, one.at(names))?.place, t(one.title)).toBe(one);
    for (const path of one.paths) {
      const address = path.replace('/*', '').replaceAll(/:(\w+)(?:\(id\))?/g, (_, name: 'team') => names[name]);
      expect(placeAt(declared.screens, address)?.place, address).toBe(one);
    }
  }
  for (const one of declared.doors) expect(placeAt(declared.doors, one.paths[0] ?? '')?.place, t(one.title)).toBe(one);
});

/** A member of the team who may do `permissions`, on the channel Town. */
function asked(permissions: readonly string[], typed = ''): string[] {
  const team = { id: 'team', name: 'oak', display_name: 'Oak' } as Team;
  const role = { id: 'r', name: 'team_user', permissions: [...permissions] } as Role;
  const live = inTown({
    teams: { team },
    roles: { team_user: role },
    users: { me: makeUser('me', { roles: 'team_user' }) },
    config: { EnableCustomEmoji: 'true' },
  });
  return entriesFor(live, entries, { team, channelId: 'town', threadId: undefined }, typed).map(({ key }) => key);
}

test('the palette lists every screen that needs no more than a team, and every action of a menu', () => {
  const listed = asked(permissionNames);
  const reachable = declared.screens.filter(({ paths }) => /^\/:team(\/\w+)+(\/\*)?$/.test(paths[0] ?? ''));
  expect(reachable.map(({ title }) => title)).toEqual(expect.arrayContaining(['Threads', 'Webhooks', 'Appearance']));
  expect(reachable.filter(({ entry }) => !entry || !listed.includes(entry.name))).toEqual([]);
  const inMenus = entries.filter(({ menus }) => Object.keys(menus).length > 0);
  expect(inMenus.length).toBeGreaterThan(15);
  // Of the two that change the look, one is possible.
  const missing = inMenus.filter(({ name }) => !listed.includes(name)).map(({ name }) => name);
  expect(missing).toEqual(['to-light']);
  expect(listed).not.toContain('jump');
  expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
});

test('the palette lists only what I may do here', () => {
  const listed = asked([]);
  expect(listed).toEqual(expect.arrayContaining(['browse', 'leave-channel', 'new-message', 'security']));
  for (const name of ['webhooks', 'invite', 'invite-link', 'new-channel', 'edit-channel', 'create-team'])
    expect(listed, name).not.toContain(name);
});

test('the palette finds by words of the title, screens before actions, and nothing where a sign asks for people', () => {
  expect(asked(permissionNames, 'invite')).toEqual(['invite-link', 'invite']);
  expect(asked(permissionNames, '>leave')).toEqual(['leave-channel', 'leave-team']);
  for (const typed of ['@', '#', '@invite', 'nonsense']) expect(asked(permissionNames, typed)).toEqual([]);
});

test('what code offers by a name is declared', () => {
  const root = new URL('./', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const named = files.flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(/useEntry\('([^']+)'\)/g)].map((match) => match[1]),
  );
  expect(named).toEqual(expect.arrayContaining(['browse', 'jump', 'invite']));
  const known = entries.map(({ name }) => name);
  expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
});
