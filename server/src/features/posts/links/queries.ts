/** What is known of addresses, in upstream's table: a row for each hour in which one was looked at. */
import { narrow, sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** The newest of each address. `fetched_at`: that hour in ms; `data`: JSON text. */
export const selectLinks = statement(
  'selectLinks',
  sql`
  SELECT DISTINCT ON (url) coalesce(url, '') AS url, coalesce(timestamp, 0) AS fetched_at, coalesce(type, '') AS type,
         coalesce(data, 'null')::text AS data
    FROM linkmetadata WHERE url = ANY(:urls) ORDER BY url, timestamp DESC`,
);

/** Takes the place of what was known of the address. `fetched_at`: the hour in ms; `data`: JSON text. */
export const writeLink = statement(
  'writeLink',
  sql`
  WITH older AS (
    DELETE FROM linkmetadata WHERE url = :url::text AND hash <> hashtextextended(:url::text || ' ' || :fetched_at::bigint, 0)
  )
  INSERT INTO linkmetadata (hash, url, timestamp, type, data)
  VALUES (hashtextextended(:url::text || ' ' || :fetched_at::bigint, 0), :url::text, :fetched_at::bigint, :type, :data::text::jsonb)
      ON CONFLICT (hash) DO UPDATE SET url = excluded.url, type = excluded.type, data = excluded.data`,
);

/** A post that looks otherwise than before, though nobody edited it. No row when it is gone. */
export const touchPost = statement(
  'touchPost',
  sql`
  UPDATE posts SET updateat = greatest(coalesce(updateat, 0) + 1, :now::bigint)
   WHERE id = :post_id AND coalesce(deleteat, 0) = 0
  RETURNING id`,
  narrow<{ id: string }>(),
);
