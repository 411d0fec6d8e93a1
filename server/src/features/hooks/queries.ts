import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const columns = sql`id, coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at,
  coalesce(userid, '') AS user_id, coalesce(channelid, '') AS channel_id, coalesce(teamid, '') AS team_id,
  coalesce(displayname, '') AS display_name, coalesce(description, '') AS description, coalesce(username, '') AS username,
  coalesce(iconurl, '') AS icon_url, coalesce(channellocked, false) AS channel_locked`;

/** No row for a deleted one. */
export const selectHook = statement(
  'selectHook',
  sql`SELECT ${columns} FROM incomingwebhooks WHERE id = :id AND coalesce(deleteat, 0) = 0`,
);

const hasLeft = sql`(NOT EXISTS (SELECT FROM users u WHERE u.id = userid AND coalesce(u.deleteat, 0) = 0)
  OR NOT EXISTS (SELECT FROM teammembers tm WHERE tm.userid = incomingwebhooks.userid AND tm.teamid = incomingwebhooks.teamid AND coalesce(tm.deleteat, 0) = 0)
    AND NOT EXISTS (SELECT FROM users u WHERE u.id = userid AND 'system_admin' = ANY(string_to_array(u.roles, ' '))))`;

const listed = sql`FROM incomingwebhooks WHERE coalesce(deleteat, 0) = 0 AND (:team_id = '' OR teamid = :team_id) AND (:user_id = '' OR userid = :user_id)
  AND (:owner = '' OR userid = :owner OR :owner = 'left' AND ${hasLeft})`;

/** Oldest first. Team and user are '' for any; `owner` is '', an id, or 'left': those whose owner has left. */
export const selectHooks = statement(
  'selectHooks',
  sql`SELECT ${columns} ${listed} ORDER BY createat, id LIMIT :limit OFFSET :offset`,
);

/** Of `selectHooks` without its page. */
export const countHooks = statement('countHooks', sql`SELECT count(*)::int AS count ${listed}`);

export const insertHook = statement(
  'insertHook',
  sql`
  INSERT INTO incomingwebhooks (id, createat, updateat, deleteat, userid, channelid, teamid, displayname, description, username,
                                iconurl, channellocked)
  VALUES (:id, :create_at, :update_at, :delete_at, :user_id, :channel_id, :team_id, :display_name, :description, :username,
          :icon_url, :channel_locked)`,
);

/** No row when it was deleted meanwhile. */
export const updateHookRow = statement(
  'updateHookRow',
  sql`
  UPDATE incomingwebhooks
     SET createat = :create_at, updateat = :update_at, deleteat = :delete_at, userid = :user_id, channelid = :channel_id, teamid = :team_id,
         displayname = :display_name, description = :description, username = :username, iconurl = :icon_url, channellocked = :channel_locked
   WHERE id = :id AND coalesce(deleteat, 0) = 0 RETURNING id`,
);

/** A row unless it was deleted already. */
export const deleteHookRow = statement(
  'deleteHookRow',
  sql`
  UPDATE incomingwebhooks SET deleteat = :now, updateat = :now WHERE id = :id AND coalesce(deleteat, 0) = 0 RETURNING id`,
);

export const deleteHookRowsOfChannel = statement(
  'deleteHookRowsOfChannel',
  sql`
  UPDATE incomingwebhooks SET deleteat = :now, updateat = :now WHERE channelid = :channel_id AND coalesce(deleteat, 0) = 0 RETURNING id`,
);

/** The team is '' for direct ones. Archived channels are not found. */
export const selectIdOfChannel = statement(
  'selectIdOfChannel',
  sql`SELECT id FROM channels WHERE coalesce(teamid, '') = :team_id AND name = :name AND coalesce(deleteat, 0) = 0`,
);

export const selectUsernames = statement(
  'selectUsernames',
  sql`SELECT id, coalesce(username, '') AS username FROM users WHERE id = ANY(:ids) AND coalesce(username, '') <> ''`,
);
