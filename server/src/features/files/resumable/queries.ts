import { narrow, sql, statementsOf } from '../../../platform/db/statement.ts';
import type { UploadType } from '@innermost/protocol/uploads.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const columns = sql`id, coalesce(type::text, 'attachment') AS type, coalesce(createat, 0) AS create_at, coalesce(userid, '') AS user_id,
  coalesce(channelid, '') AS channel_id, coalesce(filename, '') AS filename, coalesce(path, '') AS path, coalesce(filesize, 0) AS file_size,
  coalesce(fileoffset, 0) AS file_offset, coalesce(remoteid, '') AS remote_id, coalesce(reqfileid, '') AS req_file_id`;

const typed = narrow<{ type: UploadType }>();

export const selectUpload = statement('selectUpload', sql`SELECT ${columns} FROM uploadsessions WHERE id = :id`, typed);

/** Oldest first. */
export const selectUploadsOfUser = statement(
  'selectUploadsOfUser',
  sql`SELECT ${columns} FROM uploadsessions WHERE userid = :user_id ORDER BY createat, id LIMIT 200`,
  typed,
);

export const insertUpload = statement(
  'insertUpload',
  sql`INSERT INTO uploadsessions (id, type, createat, userid, channelid, filename, path, filesize, fileoffset, remoteid, reqfileid)
  VALUES (:id, :type::text::upload_session_type, :create_at, :user_id, :channel_id, :filename, :path, :file_size, 0, '', '')`,
);

/** A row when nobody else has moved it on meanwhile. */
export const moveOn = statement(
  'moveOn',
  sql`UPDATE uploadsessions SET fileoffset = :to_offset WHERE id = :id AND coalesce(fileoffset, 0) = :from_offset RETURNING id`,
);

/** A row when it was there. */
export const deleteUpload = statement('deleteUpload', sql`DELETE FROM uploadsessions WHERE id = :id RETURNING id`);

/** Takes out up to `most` that were begun before `before` (ms). */
export const deleteUploadsBefore = statement(
  'deleteUploadsBefore',
  sql`DELETE FROM uploadsessions WHERE id IN (SELECT id FROM uploadsessions WHERE createat < :before ORDER BY createat LIMIT :most::int)
  RETURNING coalesce(path, '') AS path`,
);
