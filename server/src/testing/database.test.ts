import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

test('every test database stands alone', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [inOne, inTwo] = [new Client(one.url), new Client(two.url)];
  await Promise.all([inOne.connect(), inTwo.connect()]);
  await inOne.query('CREATE TABLE planted (id int)');
  await expect(inOne.query('SELECT * FROM planted')).resolves.toBeDefined();
  await expect(inTwo.query('SELECT * FROM planted')).rejects.toThrow(/does not exist/);
  await Promise.all([inOne.end(), inTwo.end()]);

  await Promise.all([one.drop(), two.drop()]);
  await expect(new Client(one.url).connect()).rejects.toThrow(/does not exist/);
});
