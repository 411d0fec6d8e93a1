import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/database.ts';
import { openDatabase, type Database } from '../../db/database.ts';
import { openConfigStore } from '../config-store.ts';
import { databaseConfig } from './database.ts';

let clone: TestDatabase;
let database: Database;
let now = 1_700_000_000_000;
const clock = { now: () => now++ };
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

beforeAll(async () => {
  clone = await createTestDatabase();
  database = openDatabase({ url: clone.url, maxConnections: 4 });
  await sql`create table if not exists configurations (
    id varchar(26) primary key, value text not null, createat bigint not null,
    active boolean unique, sha char(64) default '')`.execute(database.db);
});

beforeEach(() => database.db.deleteFrom('configurations').execute());

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const openStore = () => openConfigStore({ driver: databaseConfig(database, clock), variables: {}, log });
const rows = () => database.db.selectFrom('configurations').selectAll().orderBy('create_at').execute();

test('the first start stores the configuration with its secrets, and the second changes nothing', async () => {
  const first = await openStore();
  expect(first.current().FileSettings.PublicLinkSalt).toMatch(/^[a-z0-9]{32}$/);
  const stored = await rows();
  expect(stored).toMatchObject([{ active: true, id: expect.stringMatching(/^[a-z0-9]{26}$/) }]);
  expect(stored[0]?.sha).toBe(
    createHash('sha256')
      .update(stored[0]?.value ?? '')
      .digest('hex'),
  );

  const second = await openStore();
  expect(second.current()).toEqual(first.current());
  expect(await rows()).toEqual(stored);
});

test('a change is a new active row, and the former stays', async () => {
  const store = await openStore();
  await store.update({ TeamSettings: { SiteName: 'Second' } }, { by: 'test' });
  const stored = await rows();
  expect(stored.map(({ active }) => active)).toEqual([null, true]);
  expect(JSON.parse(stored[1]?.value ?? '')).toHaveProperty('TeamSettings.SiteName', 'Second');
  expect((await openStore()).current().TeamSettings.SiteName).toBe('Second');
});

test('changes made at once by two processes are both kept', async () => {
  const [one, other] = await Promise.all([openStore(), openStore()]);
  await Promise.all([
    one.update({ TeamSettings: { SiteName: 'Both' } }, { by: 'one' }),
    other.update({ TeamSettings: { MaxUsersPerTeam: 12 } }, { by: 'other' }),
  ]);
  await Promise.all([one.reload(), other.reload()]);
  expect(one.current().TeamSettings).toMatchObject({ SiteName: 'Both', MaxUsersPerTeam: 12 });
  expect(other.current()).toEqual(one.current());
});

test('old rows go when they are old enough, but never the latest five', async () => {
  const store = await openStore();
  for (let count = 1; count <= 9; count++) {
    await store.update({ TeamSettings: { MaxUsersPerTeam: count } }, { by: 'test' });
  }
  expect(await rows()).toHaveLength(10);
  now += 31 * 86_400_000;
  await store.update({ TeamSettings: { MaxUsersPerTeam: 10 } }, { by: 'test' });
  const kept = await rows();
  expect(kept.map(({ value }) => JSON.parse(value).TeamSettings.MaxUsersPerTeam)).toEqual([6, 7, 8, 9, 10]);
});

test('a row that is not JSON refuses the start', async () => {
  await database.db
    .insertInto('configurations')
    .values({ id: 'a', value: '{', create_at: 1, active: true, sha: '' })
    .execute();
  await expect(openStore()).rejects.toMatchObject({ name: 'StartupError' });
});
