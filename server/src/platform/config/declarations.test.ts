import type { AdminConfig } from '@mattermost/types/config';
import { expect, test } from 'vitest';
import type { Config } from './config.ts';
import { declared } from './tree.ts';

type Loose<T> = T extends string
  ? string
  : T extends readonly (infer U)[]
    ? readonly Loose<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Loose<T[K]> }
      : T;

test('every setting of upstream is declared, with its type', () => {
  // The compiler is the judge: a missing key or another type does not compile. Its enums are strings on the wire.
  const assignable = (config: Config): Loose<Required<AdminConfig>> => config;
  expect(assignable).toBeDefined();
});

test('nothing is declared beside what upstream has and what is ours', () => {
  type Theirs = Exclude<keyof Config, 'InnermostSettings' | 'FeatureFlags'>;
  // Their server sends these, and their types leave them out.
  type Untyped = 'UsePreferredUsername' | 'ExperimentalViewArchivedChannels';
  type Surplus = { [S in Theirs]: Exclude<keyof Config[S], keyof AdminConfig[S] | Untyped> }[Theirs];
  const surplus: [Surplus] extends [never] ? 'none' : Surplus = 'none';
  expect(surplus).toBe('none');
});

test('each setting says in one sentence what it means, and each has its own variable', () => {
  for (const { name, setting } of declared) expect(setting.meaning, name).toMatch(/^\S.*\.$/);
  expect(new Set(declared.map(({ variable }) => variable)).size).toBe(declared.length);
});

test('what grants access is marked as secret', () => {
  const suspicious = /password|secret(?!s)|apikey|encryptkey|salt|datasource|^RemoteImageProxyOptions/i;
  const harmless = new Set(['ServiceSettings.TerminateSessionsOnPasswordChange', 'SupportSettings.ForgotPasswordLink']);
  const unmarked = declared.filter(
    ({ path, name, setting }) =>
      path[0] !== 'PasswordSettings' && suspicious.test(path.at(-1) ?? '') && !setting.secret && !harmless.has(name),
  );
  expect(unmarked.map(({ name }) => name)).toEqual([]);
  expect(declared.filter(({ setting }) => setting.secret).length).toBeGreaterThan(15);
});
