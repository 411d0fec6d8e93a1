import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const columns = sql`id, coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at,
  coalesce(creatorid, '') AS creator_id, coalesce(name, '') AS name`;
const live = sql`coalesce(deleteat, 0) = 0`;

/** By name, or else by age. */
export const selectEmoji = statement(
  'selectEmoji',
  sql`
  SELECT ${columns} FROM emoji WHERE ${live}
   ORDER BY CASE WHEN :by_name::bool THEN name END, createat, id LIMIT :limit OFFSET :offset`,
);

export const selectEmojiById = statement(
  'selectEmojiById',
  sql`SELECT ${columns} FROM emoji WHERE id = :id AND ${live}`,
);

export const selectEmojiByNames = statement(
  'selectEmojiByNames',
  sql`SELECT ${columns} FROM emoji WHERE name = ANY(:names) AND ${live} ORDER BY name`,
);

/** `pattern`: of LIKE, in lower case. */
export const selectEmojiLike = statement(
  'selectEmojiLike',
  sql`SELECT ${columns} FROM emoji WHERE lower(name) LIKE :pattern AND ${live} ORDER BY name LIMIT :limit`,
);

/** No row when a live one has the name. */
export const insertEmoji = statement(
  'insertEmoji',
  sql`
  INSERT INTO emoji (id, createat, updateat, deleteat, creatorid, name)
  SELECT :id::text, :now::bigint, :now::bigint, 0, :creator_id::text, :name::text
   WHERE NOT EXISTS (SELECT FROM emoji WHERE name = :name::text AND ${live})
      ON CONFLICT DO NOTHING
  RETURNING id`,
);

/** No row when it is deleted already. */
export const markEmojiDeleted = statement(
  'markEmojiDeleted',
  sql`UPDATE emoji SET deleteat = :now, updateat = :now WHERE id = :id AND ${live} RETURNING ${columns}`,
);
