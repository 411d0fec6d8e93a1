import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../testing/database.ts';
import { selectLinks, touchPost, writeLink } from './queries.ts';

const database = await createTestDatabase();
const client = new Client({ connectionString: database.url });
await client.connect();
await client.query(`INSERT INTO linkmetadata (hash, url, timestamp, type, data)
  SELECT n, 'https://example.org/' || n / 3, 3600000::bigint * n, 'opengraph', '{}' FROM generate_series(1, 30000) n`);
await client.query(`INSERT INTO posts (id, createat, updateat, deleteat, channelid, userid, message)
  SELECT substr(md5(n::text), 1, 26), n, n, 0, 'c', 'u', '' FROM generate_series(1, 5000) n`);
await client.query('ANALYZE linkmetadata, posts');
await client.query('SET plan_cache_mode = force_generic_plan');
afterAll(async () => {
  await client.end();
  await database.drop();
});

const url = 'https://example.org/7';

test.each([
  ['selectLinks', selectLinks.text, selectLinks.values({ urls: [url, 'https://example.org/8'] })],
  ['writeLink', writeLink.text, writeLink.values({ url, fetched_at: 7, type: 'none', data: 'null' })],
  ['touchPost', touchPost.text, touchPost.values({ post_id: 'a', now: 1 })],
])('%s reads by indexes only', async (_name, text, values) => {
  const { rows } = await client.query<Record<string, string>>({ text: `EXPLAIN ${text}`, values: [...values] });
  const plan = rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
  expect(plan).toMatch(/Index/);
  expect(plan).not.toMatch(/Seq Scan/);
});
