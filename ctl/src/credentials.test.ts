import { expect, test } from 'vitest';
import { readCredentials, weaknessOf } from './credentials.ts';
import type { Terminal } from './terminal.ts';

const silent: Terminal = {
  print: () => {},
  complain: () => {},
  isInteractive: false,
  hasColour: false,
  ask: () => Promise.reject(new Error('asked')),
  askHidden: () => Promise.reject(new Error('asked')),
};

test('the environment is enough, and nobody is asked', async () => {
  const credentials = await readCredentials({ MM_USER: 'ann', MM_PASSWORD: 'correct horse' }, silent);
  expect(credentials).toEqual({ user: 'ann', password: 'correct horse' });
});

test('without a terminal the error names the variables that are missing', async () => {
  await expect(readCredentials({}, silent)).rejects.toThrow(/^MM_USER and MM_PASSWORD must be set/);
  await expect(readCredentials({ MM_USER: 'ann' }, silent)).rejects.toThrow(/^MM_PASSWORD must be set/);
});

test('at a terminal only what is missing is asked for, the password hidden', async () => {
  const asked: string[] = [];
  const terminal: Terminal = {
    ...silent,
    isInteractive: true,
    ask: (question) => Promise.resolve(asked.push(question) ? ' ann ' : ''),
    askHidden: (question) => Promise.resolve(asked.push(`hidden ${question}`) ? ' pass word ' : ''),
  };
  expect(await readCredentials({}, terminal)).toEqual({ user: 'ann', password: ' pass word ' });
  expect(await readCredentials({ MM_USER: 'bob' }, terminal)).toEqual({ user: 'bob', password: ' pass word ' });
  expect(asked).toEqual([
    'Administrator (username or e-mail): ',
    'hidden Password of ann: ',
    'hidden Password of bob: ',
  ]);
});

test.each([
  ['changemeplease', 'default password'],
  ['ChangeMePlease', 'default password'],
  ['short1!', 'fewer than 10'],
  ['ü'.repeat(37), 'more than 72 bytes'],
  ['theAnnabel!77', 'name of the account'],
  ['ababababababab', 'fewer than 5 different'],
  ['Password123456', 'well-known'],
  ['admin!2345678', 'well-known'],
  ['sunshine12345', 'well-known'],
  ['Tru$tno1Tru$tno1', 'well-known'],
  ['qwertyuiop[]', 'well-known'],
  ['iloveyou2020', 'well-known'],
  ['9070605810', 'only digits'],
])('%s is refused: %s', (password, why) => {
  expect(weaknessOf({ user: 'annabel@example.org', password })).toContain(why);
});

test.each(['correct horse battery', 'kT9#vLq2!xWz', 'mein-secret-garten', 'пароль-сильный'])(
  '%s will do',
  (password) => {
    expect(weaknessOf({ user: 'annabel', password })).toBeUndefined();
  },
);
