import { expect, test } from 'vitest';

import { makeUser } from '../../live/testing.ts';
import { changedOf, complaintIn, patchOf, refusedOf, textsOf } from '../../shell/setting-form.ts';
import { profileSettings } from './profile-settings.ts';

const me = makeUser('me', { username: 'ann', first_name: 'Ann', last_name: 'van Lee', email: 'ann@oak.example' });
const texts = textsOf(profileSettings, me);
const typed = (changes: Record<string, string>, user = me) => {
  const all = { ...texts, ...changes };
  const changed = changedOf(profileSettings, all, user);
  return { names: changed.map(({ name }) => name), complaint: complaintIn(changed, all), patch: patchOf(changed, all) };
};

test('the form begins with what is stored, and then there is nothing to save', () => {
  expect(texts).toEqual({ name: 'Ann van Lee', username: 'ann', position: '', email: 'ann@oak.example' });
  expect(typed({})).toEqual({ names: [], complaint: undefined, patch: {} });
});

test('only what was changed is sent, in the fields of the wire', () => {
  expect(typed({ name: ' Ann Maria Lee ', position: 'Harbour master' }).patch).toEqual({
    first_name: 'Ann',
    last_name: 'Maria Lee',
    position: 'Harbour master',
  });
});

test('a new address needs the password, and is judged first', () => {
  expect(typed({ email: 'nonsense' }).complaint?.name).toBe('email');
  expect(typed({ email: 'new@oak.example' }).complaint?.name).toBe('password');
  const complete = typed({ email: 'new@oak.example', password: 'secret' });
  expect(complete.complaint).toBeUndefined();
  expect(complete.patch).toEqual({ email: 'new@oak.example', password: 'secret' });
});

test('an address that comes from elsewhere is never sent', () => {
  expect(typed({ email: 'new@oak.example' }, { ...me, auth_service: 'saml' }).names).toEqual([]);
});

test('a refusal is shown at what it is about, or at the foot', () => {
  expect(refusedOf(profileSettings, 'app.user.save.username_exists.app_error')).toBe('username');
  expect(refusedOf(profileSettings, 'app.user.save.email_exists.app_error')).toBe('email');
  expect(refusedOf(profileSettings, 'api.user.check_user_password.invalid.app_error')).toBe('password');
  expect(refusedOf(profileSettings, 'api.context.404.app_error')).toBeUndefined();
});
