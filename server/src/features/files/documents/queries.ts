/** Texts of documents, in the column where upstream keeps them for its search. */
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const columns = sql`f.id, coalesce(f.path, '') AS path, coalesce(f.mimetype, '') AS mime_type, coalesce(f.size, 0) AS size,
  coalesce(f.createat, 0) AS create_at`;

/** No row for one that is gone. */
export const selectDocument = statement(
  'selectDocument',
  sql`SELECT ${columns} FROM fileinfo f WHERE f.id = :id AND coalesce(f.deleteat, 0) = 0`,
);

/** Files without a text, oldest first: from a time on (ms), behind an id of that time, up to a time. */
export const selectUnread = statement(
  'selectUnread',
  sql`SELECT ${columns} FROM fileinfo f
   WHERE (f.createat, f.id) > (:after::bigint, :after_id::text) AND f.createat <= :before::bigint
     AND coalesce(f.content, '') = '' AND coalesce(f.deleteat, 0) = 0
   ORDER BY f.createat, f.id LIMIT :most::int`,
);

export const writeContent = statement(
  'writeContent',
  sql`UPDATE fileinfo SET content = :content WHERE id = :id AND coalesce(deleteat, 0) = 0 RETURNING id`,
);
