import { getPreference } from '@innermost/protocol/preferences.ts';
import {
  clearCustomStatus,
  deleteRecentStatus,
  forgetRecentStatus,
  setCustomStatus,
  type CustomStatus,
} from '@innermost/protocol/status.ts';
import { getUser } from '@innermost/protocol/users.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const own = { params: { user_id: 'me' } };
const never = '0001-01-01T00:00:00Z';
const later = () => new Date(Date.now() + 60_000).toISOString();
const write = (who: Person, fields: Partial<CustomStatus>, params = own.params) =>
  who.call(setCustomStatus, { params, body: { emoji: '', text: '', duration: '', expires_at: '', ...fields } });
const recentOf = async (who: Person) => {
  const params = { ...own.params, category: 'custom_status', preference_name: 'recent_custom_statuses' };
  return JSON.parse((await who.call(getPreference, { params })).value) as CustomStatus[];
};

test('everybody sees what a person writes beside his name, and hears of it', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  const heard = await server.listen(bob);
  const expires_at = later();
  await write(ann, { emoji: 'taco', text: 'x'.repeat(150), duration: 'one_hour', expires_at });
  const { props } = (await heard.next('user_updated')).data.user;
  const shown = JSON.parse(props?.['customStatus'] ?? '') as CustomStatus;
  expect(shown).toEqual({ emoji: 'taco', text: 'x'.repeat(100), duration: 'one_hour', expires_at });
  expect((await bob.call(getUser, { params: { user_id: ann.id } })).props).toEqual(props);

  await ann.call(clearCustomStatus, own);
  expect((await ann.call(getUser, own)).props).toEqual({ customStatus: '' });
});

test('the last five are kept to choose from again', async () => {
  const ann = await server.make.person();
  for (const text of ['1', '2', '3', '4', '5', '6', '3']) await write(ann, { text });
  expect((await recentOf(ann)).map(({ text }) => text)).toEqual(['3', '6', '5', '4', '2']);
  const six = { emoji: 'speech_balloon', text: '6', duration: '', expires_at: never };
  expect(await recentOf(ann)).toContainEqual(six);
  await ann.call(forgetRecentStatus, { ...own, body: six });
  expect((await recentOf(ann)).map(({ text }) => text)).toEqual(['3', '5', '4', '2']);
  await ann.call(deleteRecentStatus, { ...own, body: { ...six, text: '5' } });
  const path = `${server.url}/api/v4/users/${ann.id}/status/custom/recent`;
  const bare = await fetch(path, { method: 'DELETE', headers: { Authorization: `Bearer ${ann.token}` } });
  expect([bare.status, await bare.json()]).toEqual([200, { status: 'OK' }]);
  expect((await recentOf(ann)).map(({ text }) => text)).toEqual(['3', '4', '2']);
});

test.each<[string, Partial<CustomStatus>]>([
  ['nothing', {}],
  ['an unknown emoji', { emoji: 'no_such_emoji', text: 'x' }],
  ['an odd emoji', { emoji: '<b>', text: 'x' }],
  ['an unknown duration', { text: 'x', duration: 'for_ages', expires_at: '2999-01-01T00:00:00Z' }],
  ['an end that is over', { text: 'x', duration: 'date_and_time', expires_at: '2001-01-01T00:00:00Z' }],
  ['an end that is none', { text: 'x', duration: 'date_and_time', expires_at: 'soon' }],
  ['an end without a duration that is over', { text: 'x', expires_at: '2001-01-01T00:00:00Z' }],
  ['an end without a duration that is none', { text: 'x', expires_at: 'soon' }],
])('refuses %s', async (_what, fields) => {
  await expect(write(await server.make.person(), fields)).rejects.toMatchObject({ status: 400 });
});

test('an end without a duration is a day and time', async () => {
  const ann = await server.make.person();
  await write(ann, { text: 'x', expires_at: '2999-01-01T00:00:00Z' });
  const shown = (await ann.call(getUser, own)).props?.['customStatus'] ?? '';
  expect(JSON.parse(shown)).toMatchObject({ duration: 'date_and_time', expires_at: '2999-01-01T00:00:00Z' });
});

test('it is one’s own, and can be switched off', async () => {
  const [ann, bob] = await Promise.all([server.make.person(), server.make.person()]);
  await expect(write(bob, { text: 'x' }, { user_id: ann.id })).rejects.toMatchObject({ status: 403 });
  await write(ann, { text: 'x' });
  await server.configure({ TeamSettings: { EnableCustomUserStatuses: false } });
  await expect(write(ann, { text: 'x' })).rejects.toMatchObject({ status: 501, id: 'api.custom_status.disabled' });
  await server.configure({ TeamSettings: { EnableCustomUserStatuses: true } });
});
