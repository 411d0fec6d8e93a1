import { expect, test } from 'vitest';
import { startServer } from '../testing/start-server.ts';
import { Keywords } from './keywords.ts';

const server = await startServer();
const { db } = server.database;

async function called(first_name: string, mention_keys: string): Promise<string> {
  const { id } = await server.make.user({ first_name });
  await answersTo(id, mention_keys, first_name !== '');
  return id;
}
const answersTo = (id: string, mention_keys: string, first_name = false) =>
  db
    .updateTable('users')
    .set({ notify_props: JSON.stringify({ mention_keys, first_name: String(first_name) }) })
    .where('id', '=', id)
    .execute();

test('a word may be the keyword of one person and the first name of another', async () => {
  const [one, other] = [await called('', 'grace, lunch'), await called('Grace', '')];
  const keywords = new Keywords(db);
  await keywords.refresh();
  expect([...(keywords.peopleCalled('Grace') ?? [])].sort()).toEqual([one, other].sort());
  expect([...(keywords.peopleCalled('GRACE') ?? [])]).toEqual([one]);
  expect([...(keywords.peopleCalled('Lunch') ?? [])]).toEqual([one]);
  expect(keywords.peopleCalled('dinner')).toBeUndefined();
});

test('whoever looks while changes are being read waits for them, too', async () => {
  const id = await called('', 'before');
  const keywords = new Keywords(db);
  await keywords.refresh();
  await answersTo(id, 'after');
  keywords.changed(id);
  const first = keywords.refresh();
  await Promise.resolve();
  await Promise.resolve();
  await keywords.refresh();
  expect([...(keywords.peopleCalled('after') ?? [])]).toEqual([id]);
  expect(keywords.peopleCalled('before')).toBeUndefined();
  await first;
});

test('a change that could not be read is read the next time', async () => {
  const id = await called('', 'before');
  const keywords = new Keywords(db);
  await keywords.refresh();
  await answersTo(id, 'after');
  keywords.changed(id);
  await db.schema.alterTable('users').renameTo('users_elsewhere').execute();
  await expect(keywords.refresh()).rejects.toThrow();
  await db.schema.alterTable('users_elsewhere').renameTo('users').execute();
  await keywords.refresh();
  expect(keywords.peopleCalled('after')?.has(id)).toBe(true);
});

test('when everything is forgotten, words that another program wrote are known, and those that are gone are not', async () => {
  const id = await called('', 'written-here');
  const keywords = new Keywords(db);
  await keywords.refresh();
  await answersTo(id, 'written-elsewhere');
  await keywords.refresh();
  expect(keywords.peopleCalled('written-elsewhere')).toBeUndefined();
  keywords.forgetAll();
  await keywords.refresh();
  expect([...(keywords.peopleCalled('written-elsewhere') ?? [])]).toEqual([id]);
  expect(keywords.peopleCalled('written-here')).toBeUndefined();
});
