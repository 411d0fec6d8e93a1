import { sql as query } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { type Database, type Db, openDatabase } from './database.ts';
import { declaredStatements, sql, statementsOf } from './statement.ts';

let own: TestDatabase;
let database: Database;
const broken: Error[] = [];

beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase({ url: own.url, maxConnections: 3, onError: (error) => broken.push(error) });
});

afterAll(async () => {
  await database.close();
  await own.drop();
});

interface Statements {
  readSystem: { params: { name: string }; row: { name: string; createat: number } };
  addSystem: { params: { name: string }; row: { name: string } };
}

const statement = statementsOf<Statements>(import.meta.url);
const readSystem = statement('readSystem', sql`SELECT name, 5::int8 AS createat FROM systems WHERE name = :name`);
const addSystem = statement('addSystem', sql`INSERT INTO systems (name, value) VALUES (:name, 'x') RETURNING name`);

async function preparedIn(db: Db): Promise<string[]> {
  const { rows } = await query<{ name: string }>`SELECT name FROM pg_prepared_statements`.execute(db);
  return rows.map(({ name }) => name);
}

test('a statement is prepared once under its name, and its rows are left as the SQL names them', async () => {
  await database.transaction(async (tx) => {
    expect(await readSystem(tx, { name: 'add_bot_permissions' })).toEqual([
      { name: 'add_bot_permissions', createat: 5 },
    ]);
    expect(await readSystem(tx, { name: 'no such' })).toEqual([]);
    expect(await preparedIn(tx)).toEqual([declaredStatements().find(({ key }) => key === 'readSystem')?.name]);
  });
  expect(await readSystem(database.db, { name: 'add_bot_permissions' })).toHaveLength(1);
});

test('names can be switched off', async () => {
  const unnamed = openDatabase({ url: own.url, maxConnections: 1 });
  unnamed.configure({ named: false, patience: Infinity, connections: 0 });
  expect(await readSystem(unnamed.db, { name: 'add_bot_permissions' })).toHaveLength(1);
  expect(await preparedIn(unnamed.db)).toEqual([]);
  await unnamed.close();
});

test('a statement takes part in the transaction it is given', async () => {
  const refused = database.transaction(async (tx) => {
    await addSystem(tx, { name: 'in transaction' });
    expect(await readSystem(tx, { name: 'in transaction' })).toHaveLength(1);
    expect(await readSystem(database.db, { name: 'in transaction' })).toEqual([]);
    throw new Error('no');
  });
  await expect(refused).rejects.toThrow('no');
  expect(await readSystem(database.db, { name: 'in transaction' })).toEqual([]);
});

test('a transaction can be begun, used and ended in separate steps', async () => {
  const committed = await database.db.startTransaction().execute();
  await addSystem(committed, { name: 'kept' });
  await committed.updateTable('systems').set({ value: 'y' }).where('name', '=', 'kept').execute();
  await committed.commit().execute();
  const undone = await database.db.startTransaction().execute();
  await addSystem(undone, { name: 'undone' });
  await undone.rollback().execute();
  expect(await readSystem(database.db, { name: 'kept' })).toHaveLength(1);
  expect(await readSystem(database.db, { name: 'undone' })).toEqual([]);
});

test('every statement is counted, begin and commit included', async () => {
  const before = database.roundTrips();
  await readSystem(database.db, { name: 'x' });
  expect(database.roundTrips() - before).toBe(1);
  await database.db.selectFrom('systems').selectAll().execute();
  expect(database.roundTrips() - before).toBe(2);
  await database.transaction((tx) => readSystem(tx, { name: 'x' }));
  expect(database.roundTrips() - before).toBe(5);
});

test('no more connections are opened than the operator grants, but as many as it takes to get on', async () => {
  const bounded = openDatabase({ url: own.url, maxConnections: 10 });
  const usedAtOnce = async () => {
    const asked = Array.from({ length: 20 }, () =>
      query<{ pid: number }>`SELECT pg_backend_pid() AS pid FROM pg_sleep(0.05)`.execute(bounded.db),
    );
    return new Set((await Promise.all(asked)).map(({ rows }) => rows[0]?.pid)).size;
  };
  const grant = (connections: number) => bounded.configure({ named: true, patience: Infinity, connections });
  grant(5);
  expect(await usedAtOnce()).toBe(5);
  grant(300);
  expect(await usedAtOnce()).toBe(10);
  await bounded.close();
});

test('what holds a connection and needs another gets on with the fewest', async () => {
  const bounded = openDatabase({ url: own.url, maxConnections: 10 });
  bounded.configure({ named: true, patience: Infinity, connections: 1 });
  const works = Array.from({ length: 12 }, () =>
    bounded.inTurn(() =>
      bounded.transaction(async (tx) => {
        await query`SELECT pg_sleep(0.01)`.execute(tx);
        return readSystem(bounded.db, { name: 'add_bot_permissions' });
      }),
    ),
  );
  const results = await Promise.all(works.flatMap((work) => work ?? []));
  expect(results.map((rows) => rows.length)).toEqual(works.map(() => 1));
  await bounded.close();
});

test('an error of one statement costs neither the connection nor the next statement', async () => {
  const single = openDatabase({ url: own.url, maxConnections: 1 });
  const pid = () => query<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(single.db);
  const first = await pid();
  await expect(addSystem(single.db, { name: 'add_bot_permissions' })).rejects.toMatchObject({ code: '23505' });
  expect((await pid()).rows).toEqual(first.rows);
  await single.close();
});

test('a connection that breaks in a transaction rejects what runs on it, and is replaced', async () => {
  const single = openDatabase({ url: own.url, maxConnections: 1, onError: (error) => broken.push(error) });
  const tx = await single.db.startTransaction().execute();
  const { rows } = await query<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx);
  await query`SELECT pg_terminate_backend(${rows[0]?.pid}), pg_sleep(0.2)`.execute(database.db);
  await expect(readSystem(tx, { name: 'x' })).rejects.toThrow();
  await expect(tx.rollback().execute()).rejects.toThrow();
  expect(await readSystem(single.db, { name: 'add_bot_permissions' })).toHaveLength(1);
  expect(broken.length).toBeGreaterThan(0);
  await single.close();
});

test('idle connections that break are replaced without harm', async () => {
  const single = openDatabase({ url: own.url, maxConnections: 1, onError: (error) => broken.push(error) });
  const { rows } = await query<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(single.db);
  broken.length = 0;
  await query`SELECT pg_terminate_backend(${rows[0]?.pid}), pg_sleep(0.2)`.execute(database.db);
  expect(await readSystem(single.db, { name: 'add_bot_permissions' })).toHaveLength(1);
  expect(broken).toHaveLength(1);
  await single.close();
});

test('a statement without an answer is given up, and the next one finds another connection', async () => {
  const single = openDatabase({ url: own.url, maxConnections: 1 });
  single.configure({ named: true, patience: 100, connections: 0 });
  await expect(query`SELECT pg_sleep(20)`.execute(single.db)).rejects.toThrow('Connection terminated');
  expect(await readSystem(single.db, { name: 'add_bot_permissions' })).toHaveLength(1);
  const stuck = single.transaction((tx) => query`SELECT pg_sleep(20)`.execute(tx));
  await expect(stuck).rejects.toThrow(/Connection terminated|not queryable/);
  expect(await readSystem(single.db, { name: 'add_bot_permissions' })).toHaveLength(1);
  await single.close();
});

test('opening connects nowhere, statements reject, and a later one may succeed', async () => {
  const url = new URL(own.url);
  url.pathname = '/innermost_not_there';
  const absent = openDatabase({ url: url.href, maxConnections: 2 });
  await expect(readSystem(absent.db, { name: 'x' })).rejects.toMatchObject({ code: '3D000' });
  await expect(absent.transaction((tx) => readSystem(tx, { name: 'x' }))).rejects.toMatchObject({ code: '3D000' });
  await query`CREATE DATABASE innermost_not_there TEMPLATE template0`.execute(database.db);
  expect((await query`SELECT 1 AS one`.execute(absent.db)).rows).toEqual([{ one: 1 }]);
  await absent.close();
  await expect(readSystem(absent.db, { name: 'x' })).rejects.toThrow('closed');
  await query`DROP DATABASE innermost_not_there`.execute(database.db);
});

test('closing waits for what is running', async () => {
  const other = openDatabase({ url: own.url, maxConnections: 1 });
  const slow = query<{ done: boolean }>`SELECT true AS done FROM pg_sleep(0.2)`.execute(other.db);
  await query`SELECT pg_sleep(0.05)`.execute(database.db);
  await Promise.all([other.close(), other.close()]);
  expect((await slow).rows).toEqual([{ done: true }]);
});
