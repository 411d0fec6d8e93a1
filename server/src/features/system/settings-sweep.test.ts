/** Every number at its least, greatest and special value, and every switch flipped: people still get in, and write. */
import { getChannelByName } from '@innermost/protocol/channels.ts';
import { patchConfig } from '@innermost/protocol/system.ts';
import { login, verifyUserEmailWithoutToken } from '@innermost/protocol/users.ts';
import { setTimeout } from 'node:timers/promises';
import type { ApiError } from '@innermost/client/errors.ts';
import { createClient } from '@innermost/client/http.ts';
import { expect, onTestFinished, test } from 'vitest';
import { declared, isSame, withValueAt, type Declared, type JsonObject } from '../../platform/config/tree.ts';
import { signIn, type Person } from '../../testing/person.ts';
import { startServer, type TestServer } from '../../testing/start-server.ts';

/** The people of the tests have shorter passwords than the longest that may be demanded. */
const untried = 'PasswordSettings.MinimumLength';
const bounds = ['min', 'max', 'or'] as const;

/** What is left out is the default. */
function everyNumber(bound: (typeof bounds)[number]): JsonObject {
  let patch: JsonObject = {};
  for (const { name, path, setting } of declared) {
    const value = setting.kind === 'whole' && name !== untried ? setting.bounds[bound] : undefined;
    if (value !== undefined) patch = withValueAt(patch, path, value);
  }
  return patch;
}

async function postsInTownSquare(server: TestServer, person: Person): Promise<void> {
  const team = await server.make.team(person);
  const params = { team_id: team.id, channel_name: 'town-square' };
  const heard = await server.listen(person);
  const post = await person.posts(await person.call(getChannelByName, { params }), 'still here');
  expect((await heard.next('posted')).data.post).toMatchObject({ id: post.id });
}

test.each([
  ['least', everyNumber('min')],
  ['greatest', everyNumber('max')],
  ['special', everyNumber('or')],
])('with every number at its %s the server starts, and people sign in, write and hear', async (_which, config) => {
  const server = await startServer({ until: onTestFinished, config });
  const admin = await server.make.admin();
  await postsInTownSquare(server, await signIn(server.url, admin.user));
});

/** '' when it is let in. So many sign-ins from one address are slowed down; that is not what is tried here. */
async function refusalOf(server: TestServer, body: { login_id: string; password: string }): Promise<string> {
  for (;;) {
    const error = await createClient({ url: server.url })
      .call(login, { body })
      .then(
        () => undefined,
        (reason: ApiError) => reason,
      );
    if (error?.status !== 429) return error?.message ?? '';
    await setTimeout((error.retry_after_s ?? 1) * 1000);
  }
}

/** Signs in as somebody would who tries both of their names, and gives why neither works. */
async function getsIn(server: TestServer, { user, password }: Person): Promise<string> {
  const refusals: string[] = [];
  for (const login_id of [user.username, user.email]) {
    const refusal = await refusalOf(server, { login_id, password });
    if (refusal === '') return '';
    refusals.push(refusal);
  }
  return refusals.join(' ');
}

/** Values other than the default that the setting may take, as many as matter. */
function valuesOf({ setting }: Declared): unknown[] {
  if (setting.kind === 'flag') return [!setting.default];
  if (setting.kind === 'choice') return setting.choices.filter((value) => value !== setting.default);
  if (setting.kind === 'whole') return bounds.flatMap((bound) => setting.bounds[bound] ?? []);
  return [];
}

test('no switch, number or choice that an administrator sets alone keeps the administrator out or silent', async () => {
  const server = await startServer({ until: onTestFinished, config: { RateLimitSettings: { Enable: false } } });
  const admin = await server.make.admin();
  await admin.call(verifyUserEmailWithoutToken, { params: { user_id: admin.id } });
  const { channel } = await server.make.conversation(); // Of others: the administrator reads and writes everywhere.
  const set = (path: Declared['path'], value: unknown) =>
    admin.call(patchConfig, { body: withValueAt({}, path, value) as never });
  const locked: string[] = [];
  let tried = 0;
  for (const one of declared.filter(({ name, setting }) => setting.applies === 'now' && name !== untried))
    for (const value of valuesOf(one)) {
      if (isSame(value, one.setting.default)) continue;
      const refused = await set(one.path, value).then(
        () => undefined,
        ({ status }: { status: number }) => status,
      );
      expect(refused ?? 400, one.name).toBe(400);
      if (refused !== undefined) continue;
      tried += 1;
      const refusal = await getsIn(server, admin);
      const silent = await admin.posts(channel, 'still here').then(
        () => '',
        (error: Error) => error.message,
      );
      if (refusal + silent !== '') locked.push(`${one.name}: ${String(value)}: ${refusal} ${silent}`);
      await server.configure(withValueAt({}, one.path, one.setting.default));
    }
  expect(locked).toEqual([]);
  expect(tried).toBeGreaterThan(70);
});
