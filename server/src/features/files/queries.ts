import { sql, statementsOf, type Sql } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Of `fileinfo f`. A miniature comes as base64, which PostgreSQL breaks into lines. */
const columns = sql`f.id, coalesce(f.creatorid, '') AS user_id, coalesce(f.postid, '') AS post_id, coalesce(f.channelid, '') AS channel_id,
  coalesce(f.createat, 0) AS create_at, coalesce(f.updateat, 0) AS update_at, coalesce(f.deleteat, 0) AS delete_at,
  coalesce(f.path, '') AS path, coalesce(f.thumbnailpath, '') AS thumbnail_path, coalesce(f.previewpath, '') AS preview_path,
  coalesce(f.name, '') AS name, coalesce(f.extension, '') AS extension, coalesce(f.size, 0) AS size,
  coalesce(f.mimetype, '') AS mime_type, coalesce(f.width, 0) AS width, coalesce(f.height, 0) AS height,
  coalesce(f.haspreviewimage, false) AS has_preview_image,
  coalesce(replace(encode(f.minipreview, 'base64'), E'\n', ''), '') AS mini_preview, coalesce(f.remoteid, '') AS remote_id, f.archived`;

const quoted = (column: Sql): Sql => sql`to_json(coalesce(${column}, ''))`;

/**
 * JSON text of `fileinfo f` as the wire shows it (`infoOf` is the same for a row), for statements that show it within
 * something else. Put together by hand, as lists of posts are the busiest read.
 */
export const fileJson = sql`'{"id":' || ${quoted(sql`f.id`)} || ',"user_id":' || ${quoted(sql`f.creatorid`)} ||
  CASE WHEN f.postid <> '' THEN ',"post_id":' || ${quoted(sql`f.postid`)} ELSE '' END || ',"channel_id":' || ${quoted(sql`f.channelid`)} ||
  ',"create_at":' || coalesce(f.createat, 0) || ',"update_at":' || coalesce(f.updateat, 0) || ',"delete_at":' || coalesce(f.deleteat, 0) ||
  ',"name":' || ${quoted(sql`f.name`)} || ',"extension":' || ${quoted(sql`f.extension`)} || ',"size":' || coalesce(f.size, 0) ||
  ',"mime_type":' || ${quoted(sql`f.mimetype`)} || CASE WHEN f.width > 0 THEN ',"width":' || f.width ELSE '' END ||
  CASE WHEN f.height > 0 THEN ',"height":' || f.height ELSE '' END ||
  CASE WHEN f.haspreviewimage THEN ',"has_preview_image":true' ELSE '' END || ',"mini_preview":' ||
  coalesce(to_json(replace(encode(nullif(f.minipreview, ''::bytea), 'base64'), E'\n', ''))::text, 'null') ||
  ',"remote_id":' || ${quoted(sql`f.remoteid`)} || ',"archived":' || f.archived::text || '}'`;

/** Deleted ones, too. `post_channel_id` is '' where no post has it, and where its post is gone. */
export const selectFile = statement(
  'selectFile',
  sql`SELECT ${columns}, coalesce(p.channelid, '') AS post_channel_id FROM fileinfo f
    LEFT JOIN posts p ON p.id = f.postid AND coalesce(p.deleteat, 0) = 0
   WHERE f.id = :id`,
);

/** In the order in which the post shows them; what it does not name comes last. */
export const selectFilesOfPost = statement(
  'selectFilesOfPost',
  sql`SELECT ${columns} FROM fileinfo f JOIN posts p ON p.id = f.postid
   WHERE f.postid = :post_id AND (coalesce(f.deleteat, 0) = 0 OR :with_deleted)
   ORDER BY nullif(strpos(coalesce(p.fileids, ''), f.id), 0), f.createat, f.id`,
);

/**
 * Of messages of a channel, newest first, behind a time and an id. By the channel of the message, too: where a file was
 * uploaded to decides nothing. The limit inside keeps the planner from reading the channel's posts first. The patterns
 * narrow nothing where they are ''.
 */
export const selectFilesOfChannel = statement(
  'selectFilesOfChannel',
  sql`SELECT ${columns} FROM fileinfo f
   CROSS JOIN LATERAL (SELECT FROM posts p WHERE p.id = f.postid AND p.channelid = :channel_id AND coalesce(p.deleteat, 0) = 0 LIMIT 1) p
   WHERE f.channelid = :channel_id AND coalesce(f.deleteat, 0) = 0
     AND f.createat <= :before AND (f.createat < :before OR f.id < :before_id)
     AND (:type_pattern = '' OR f.mimetype ~ :type_pattern) AND (:name_pattern = '' OR f.name ILIKE :name_pattern)
   ORDER BY f.createat DESC, f.id DESC LIMIT :most::int`,
);

/** `files`: JSON text of a list of them. */
export const insertFiles = statement(
  'insertFiles',
  sql`INSERT INTO fileinfo (id, creatorid, postid, createat, updateat, deleteat, path, thumbnailpath, previewpath, name, extension, size,
         mimetype, width, height, haspreviewimage, minipreview, content, remoteid, archived, channelid)
  SELECT id, user_id, '', create_at, create_at, 0, path, thumbnail_path, preview_path, name, extension, size, mime_type, width, height,
         has_preview_image, decode(nullif(mini_preview, ''), 'base64'), '', '', false, channel_id
    FROM jsonb_to_recordset(:files::jsonb) AS f (id text, user_id text, create_at bigint, path text, thumbnail_path text, preview_path text,
         name text, extension text, size bigint, mime_type text, width int, height int, has_preview_image bool, mini_preview text,
         channel_id text)`,
);

/**
 * Takes out up to `most` files that no message has, made between `after` and `before` (ms). Those of plugins and bookmarks
 * have no person as their creator; what a draft or a scheduled message names may still be sent.
 */
export const deleteLooseFiles = statement(
  'deleteLooseFiles',
  sql`
WITH loose AS (
  SELECT f.id FROM fileinfo f
   WHERE f.createat > :after AND f.createat < :before AND coalesce(f.postid, '') = '' AND f.creatorid ~ '^[a-z0-9]{26}$'
     AND f.path ~ '^[0-9]{8}/teams/'
     AND NOT EXISTS (SELECT FROM channelbookmarks b WHERE b.fileinfoid = f.id)
     AND NOT EXISTS (SELECT FROM drafts d WHERE d.userid = f.creatorid AND strpos(d.fileids, f.id) > 0)
     AND NOT EXISTS (SELECT FROM scheduledposts s WHERE s.userid = f.creatorid AND strpos(s.fileids, f.id) > 0)
   ORDER BY f.createat LIMIT :most::int
)
DELETE FROM fileinfo f USING loose l WHERE f.id = l.id AND coalesce(f.postid, '') = ''
RETURNING coalesce(f.path, '') AS path, coalesce(f.thumbnailpath, '') AS thumbnail_path, coalesce(f.previewpath, '') AS preview_path`,
);
