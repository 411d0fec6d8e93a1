import {
  deletePreferences,
  getPreference,
  getPreferences,
  getPreferencesOfCategory,
  savePreferences,
  type Preference,
} from '@innermost/protocol/preferences.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const own = { params: { user_id: 'me' } };
const named = (who: Person, name: string, value: string, category = 'display_settings'): Preference => ({
  user_id: who.id,
  category,
  name,
  value,
});
const save = (who: Person, body: Preference[], user_id = 'me') =>
  who.call(savePreferences, { params: { user_id }, body });

test('preferences are kept, replaced and removed, and the person’s clients hear of it', async () => {
  const ann = await server.make.person();
  const heard = await server.listen(ann);
  const [format, theme] = [named(ann, 'use_military_time', 'true'), named(ann, '', '{"type":"Onyx"}', 'theme')];
  expect(await save(ann, [format, theme])).toEqual({ status: 'OK' });
  expect(await heard.next('sidebar_category_updated')).toMatchObject({ data: {}, broadcast: { user_id: ann.id } });
  expect(await heard.next('preferences_changed')).toMatchObject({
    data: { preferences: [format, theme] },
    broadcast: { user_id: ann.id },
  });
  await save(ann, [{ ...format, value: 'false' }]);
  const inCategory = { params: { user_id: 'me', category: 'display_settings' } };
  expect(await ann.call(getPreferencesOfCategory, inCategory)).toEqual([{ ...format, value: 'false' }]);
  const one = { params: { ...inCategory.params, preference_name: 'use_military_time' } };
  expect(await ann.call(getPreference, one)).toEqual({ ...format, value: 'false' });

  await ann.call(deletePreferences, { ...own, body: [format] });
  expect(await heard.next('preferences_deleted')).toMatchObject({ data: { preferences: [format] } });
  await expect(ann.call(getPreferencesOfCategory, inCategory)).rejects.toMatchObject({
    status: 404,
    id: 'api.preference.preferences_category.get.app_error',
  });
  await expect(ann.call(getPreference, one)).rejects.toMatchObject({ status: 400, id: 'app.preference.get.app_error' });
  expect(await ann.call(getPreferences, own)).toContainEqual(theme);
});

test('a person’s preferences are his own', async () => {
  const [ann, bob, admin] = await Promise.all([server.make.person(), server.make.person(), server.make.admin()]);
  const mine = named(ann, 'colour', 'red');
  await expect(save(bob, [mine], ann.id)).rejects.toMatchObject({ status: 403 });
  await expect(save(bob, [mine])).rejects.toMatchObject({
    status: 403,
    id: 'api.preference.update_preferences.set.app_error',
  });
  await expect(bob.call(getPreferences, { params: { user_id: ann.id } })).rejects.toMatchObject({ status: 403 });
  await save(admin, [mine], ann.id);
  await expect(bob.call(deletePreferences, { params: { user_id: ann.id }, body: [mine] })).rejects.toMatchObject({
    status: 403,
  });
  expect(await ann.call(getPreferences, own)).toContainEqual(mine);
});

test('of several with one name in a request the last is kept', async () => {
  const ann = await server.make.person();
  await save(ann, [named(ann, 'colour', 'red'), named(ann, 'colour', 'blue')]);
  const stored = await ann.call(getPreferences, own);
  expect(stored.filter(({ name }) => name === 'colour')).toEqual([named(ann, 'colour', 'blue')]);
});

test.each<[string, (who: Person) => Preference[]]>([
  ['nothing', () => []],
  ['too many', (who) => Array.from({ length: 101 }, (_, index) => named(who, String(index), ''))],
  ['a nameless category', (who) => [named(who, 'x', '', '')]],
  ['a long category', (who) => [named(who, 'x', '', 'x'.repeat(33))]],
  ['a long name', (who) => [named(who, 'x'.repeat(33), '')]],
  ['a long value', (who) => [named(who, 'x', 'x'.repeat(20_001))]],
])('refuses %s', async (_what, make) => {
  const ann = await server.make.person();
  await expect(save(ann, make(ann))).rejects.toMatchObject({ status: 400 });
});
