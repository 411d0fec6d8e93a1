import { sql, statementsOf } from '../../platform/db/statement.ts';
import { fileJson } from '../files/index.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** The JSON columns are text, and NULL or empty where there is nothing. */
const columns = sql`coalesce(d.createat, 0) AS create_at, coalesce(d.updateat, 0) AS update_at, coalesce(d.deleteat, 0) AS delete_at,
  d.userid AS user_id, d.channelid AS channel_id, d.rootid AS root_id, coalesce(d.message, '') AS message,
  coalesce(d.props, '') AS props, coalesce(d.fileids, '') AS file_ids, coalesce(d.priority, '') AS priority`;

/** Later ones are newer, even within one millisecond. Databases below 11.3 have no column `type`. */
export const upsertDraft = statement(
  'upsertDraft',
  sql`
  INSERT INTO drafts AS d (createat, updateat, deleteat, userid, channelid, rootid, message, props, fileids, priority)
  VALUES (:now, :now, 0, :user_id, :channel_id, :root_id, :message, :props, :file_ids, :priority)
  ON CONFLICT (userid, channelid, rootid) DO UPDATE
     SET updateat = greatest(excluded.updateat, coalesce(d.updateat, 0) + 1), deleteat = 0, message = excluded.message,
         props = excluded.props, fileids = excluded.fileids, priority = excluded.priority
  RETURNING ${columns}`,
);

/** A row when there was one. */
export const deleteDraftRow = statement(
  'deleteDraftRow',
  sql`DELETE FROM drafts d WHERE d.userid = :user_id AND d.channelid = :channel_id AND d.rootid = :root_id RETURNING ${columns}`,
);

/** Where I could still send them: in channels I am in, below roots that are there. Newest first. */
export const selectDrafts = statement(
  'selectDrafts',
  sql`
  SELECT ${columns} FROM drafts d
    JOIN channels c ON c.id = d.channelid AND (c.teamid = :team_id OR c.teamid = '') AND coalesce(c.deleteat, 0) = 0
    JOIN channelmembers m ON m.channelid = d.channelid AND m.userid = d.userid
   WHERE d.userid = :user_id AND coalesce(d.deleteat, 0) = 0 AND (coalesce(d.message, '') <> '' OR coalesce(d.fileids, '') NOT IN ('', '[]', 'null'))
     AND (d.rootid = '' OR EXISTS (SELECT FROM posts p WHERE p.id = d.rootid AND p.deleteat = 0))
   ORDER BY d.updateat DESC, d.channelid, d.rootid`,
);

/** What was uploaded for messages that are not sent yet: ids with the JSON text of each. */
export const selectFiles = statement(
  'selectFiles',
  sql`SELECT f.id, ${fileJson} AS json FROM fileinfo f WHERE f.id = ANY(:ids) AND f.creatorid = :user_id AND coalesce(f.deleteat, 0) = 0`,
);
