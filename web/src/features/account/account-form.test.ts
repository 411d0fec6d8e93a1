import { expect, test } from 'vitest';

import {
  complaintOfEmail,
  complaintOfUsername,
  complaintsOf,
  splitName,
  strengthOf,
  suggestUsername,
} from './account-form.ts';

const fine = { name: 'Ann Lee', email: 'ann@company.example', username: 'ann', password: 'long enough' };

test('an account that is in order has no complaints', () => {
  expect(complaintsOf(fine, 8)).toEqual({});
});

test('each field that is wrong says so', () => {
  const wrong = complaintsOf({ ...fine, email: 'ann', username: 'Ann', password: 'short' }, 8);
  expect(Object.keys(wrong)).toEqual(['email', 'username', 'password']);
  expect(wrong.password).toContain('8');
  expect(complaintsOf({ ...fine, password: 'ü'.repeat(37) }, 8).password).toContain('72');
});

test('addresses need a name, one @ and a place', () => {
  for (const address of ['ann', '@company', 'ann@', 'a@b@c', 'ann lee@company.example', '']) {
    expect(complaintOfEmail(address), address).toBeDefined();
  }
  // A machine of the house needs no dot.
  expect(complaintOfEmail('ann@localhost')).toBeUndefined();
});

test('usernames follow the rules of the wire', () => {
  for (const name of ['', 'al', '1ann', 'Ann', 'ann lee', 'all', 'x'.repeat(65)]) {
    expect(complaintOfUsername(name), name).toBeDefined();
  }
  expect(complaintOfUsername('ann.lee-2_b')).toBeUndefined();
});

test('a name or an address suggests a username that would be accepted', () => {
  expect(suggestUsername('Änn van der Lee')).toBe('ann.van.der.lee');
  expect(suggestUsername('ann.lee@company.example')).toBe('ann.lee');
  expect(suggestUsername('田中 雪')).toBe('');
});

test('names are split after the first word', () => {
  expect(splitName(' Ann  van der Lee ')).toEqual({ first_name: 'Ann', last_name: 'van der Lee' });
  expect(splitName('')).toEqual({ first_name: '', last_name: '' });
});

test('strength grows with length and variety', () => {
  const steps = ['', 'abc', 'aaaaaaaaaaaa', 'abcdefgh', 'correct horse 7', 'Correct horse battery 7'].map(strengthOf);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps.at(0)).toBe(0);
  expect(steps.at(-1)).toBe(4);
});
