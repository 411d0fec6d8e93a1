import { sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Newest first; '' narrows nothing. `pattern`: of LIKE. */
export const selectStoredFiles = statement(
  'selectStoredFiles',
  sql`SELECT f.id, coalesce(f.name, '') AS name, coalesce(f.size, 0) AS size, coalesce(f.mimetype, '') AS mime_type,
         coalesce(f.createat, 0) AS create_at, coalesce(f.deleteat, 0) AS delete_at, coalesce(f.postid, '') AS post_id,
         coalesce(f.channelid, '') AS channel_id, coalesce(f.creatorid, '') AS user_id, coalesce(u.username, '') AS username
    FROM fileinfo f LEFT JOIN users u ON u.id = f.creatorid
   WHERE (:user_id = '' OR f.creatorid = :user_id) AND (:channel_id = '' OR f.channelid = :channel_id)
     AND (:pattern = '' OR f.name ILIKE :pattern)
   ORDER BY f.createat DESC, f.id LIMIT :per_page::int OFFSET :offset::int`,
);

export const selectUsage = statement(
  'selectUsage',
  sql`SELECT count(*) AS files, coalesce(sum(size), 0)::bigint AS bytes FROM fileinfo WHERE coalesce(deleteat, 0) = 0`,
);

export const selectUsageByPerson = statement(
  'selectUsageByPerson',
  sql`SELECT coalesce(f.creatorid, '') AS id, coalesce(min(u.username), '') AS name, count(*) AS files, coalesce(sum(f.size), 0)::bigint AS bytes
    FROM fileinfo f LEFT JOIN users u ON u.id = f.creatorid WHERE coalesce(f.deleteat, 0) = 0
   GROUP BY coalesce(f.creatorid, '') ORDER BY bytes DESC, id LIMIT :most::int`,
);

export const selectUsageByChannel = statement(
  'selectUsageByChannel',
  sql`SELECT coalesce(f.channelid, '') AS id, coalesce(min(coalesce(nullif(c.displayname, ''), c.name)), '') AS name, count(*) AS files,
         coalesce(sum(f.size), 0)::bigint AS bytes
    FROM fileinfo f LEFT JOIN channels c ON c.id = f.channelid WHERE coalesce(f.deleteat, 0) = 0
   GROUP BY coalesce(f.channelid, '') ORDER BY bytes DESC, id LIMIT :most::int`,
);

/** In the order of ids, after `after`. */
export const selectPaths = statement(
  'selectPaths',
  sql`SELECT id, coalesce(path, '') AS path, coalesce(thumbnailpath, '') AS thumbnail_path, coalesce(previewpath, '') AS preview_path,
         coalesce(deleteat, 0) AS delete_at
    FROM fileinfo WHERE id > :after ORDER BY id LIMIT :most::int`,
);

export const selectUploadPaths = statement(
  'selectUploadPaths',
  sql`SELECT coalesce(path, '') AS path FROM uploadsessions`,
);

/** People and emoji, also deleted ones. */
export const selectPictured = statement('selectPictured', sql`SELECT id FROM users UNION ALL SELECT id FROM emoji`);

export const selectPurgeable = statement(
  'selectPurgeable',
  sql`SELECT count(*) AS files, coalesce(sum(size), 0)::bigint AS bytes FROM fileinfo f
   WHERE f.createat < :before AND f.path ~ '^[0-9]{8}/teams/' AND NOT EXISTS (SELECT FROM channelbookmarks b WHERE b.fileinfoid = f.id)`,
);

/** Takes out up to `most`, the oldest first. */
export const deletePurgeable = statement(
  'deletePurgeable',
  sql`
DELETE FROM fileinfo WHERE id IN (
  SELECT f.id FROM fileinfo f
   WHERE f.createat < :before AND f.path ~ '^[0-9]{8}/teams/' AND NOT EXISTS (SELECT FROM channelbookmarks b WHERE b.fileinfoid = f.id)
   ORDER BY f.createat LIMIT :most::int)
RETURNING coalesce(size, 0) AS size, coalesce(path, '') AS path, coalesce(thumbnailpath, '') AS thumbnail_path,
          coalesce(previewpath, '') AS preview_path`,
);
