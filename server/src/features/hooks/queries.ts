import type { IncomingWebhook } from '@innermost/protocol/webhooks.ts';
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

const columns = `id, coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at,
  coalesce(userid, '') AS user_id, coalesce(channelid, '') AS channel_id, coalesce(teamid, '') AS team_id,
  coalesce(displayname, '') AS display_name, coalesce(description, '') AS description, coalesce(username, '') AS username,
  coalesce(iconurl, '') AS icon_url, coalesce(channellocked, false) AS channel_locked`;

/** $1 id. No row for a deleted one. */
export const selectHook = hot<IncomingWebhook>(
  `SELECT ${columns} FROM incomingwebhooks WHERE id = $1 AND coalesce(deleteat, 0) = 0`,
);

const hasLeft = `(NOT EXISTS (SELECT FROM users u WHERE u.id = userid AND coalesce(u.deleteat, 0) = 0)
  OR NOT EXISTS (SELECT FROM teammembers tm WHERE tm.userid = incomingwebhooks.userid AND tm.teamid = incomingwebhooks.teamid AND coalesce(tm.deleteat, 0) = 0)
    AND NOT EXISTS (SELECT FROM users u WHERE u.id = userid AND 'system_admin' = ANY(string_to_array(u.roles, ' '))))`;

const listed = `FROM incomingwebhooks WHERE coalesce(deleteat, 0) = 0 AND ($1 = '' OR teamid = $1) AND ($2 = '' OR userid = $2)
  AND ($3 = '' OR userid = $3 OR $3 = 'left' AND ${hasLeft})`;

/** $1 team and $2 owner, '' for any; $3 owner as well, or 'left'; $4 limit, $5 offset. Oldest first. */
export const selectHooks = hot<IncomingWebhook>(`SELECT ${columns} ${listed} ORDER BY createat, id LIMIT $4 OFFSET $5`);

/** $1 team and $2 owner, '' for any; $3 owner as well, or 'left'. */
export const countHooks = hot<{ count: number }>(`SELECT count(*)::int AS count ${listed}`);

export async function insertHook(db: Db, hook: IncomingWebhook): Promise<void> {
  await db.insertInto('incomingwebhooks').values(hook).execute();
}

/** False when it was deleted meanwhile. */
export async function updateHookRow(db: Db, { id, ...hook }: IncomingWebhook): Promise<boolean> {
  const updated = await db
    .updateTable('incomingwebhooks')
    .set(hook)
    .where('id', '=', id)
    .where((row) => row.or([row('delete_at', '=', 0), row('delete_at', 'is', null)]))
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** $1 id, $2 now (ms). */
export const deleteHookRow = hot<{ id: string }>(`
  UPDATE incomingwebhooks SET deleteat = $2, updateat = $2 WHERE id = $1 AND coalesce(deleteat, 0) = 0 RETURNING id`);

/** $1 channel, $2 now (ms). */
export const deleteHookRowsOfChannel = hot<{ id: string }>(`
  UPDATE incomingwebhooks SET deleteat = $2, updateat = $2 WHERE channelid = $1 AND coalesce(deleteat, 0) = 0 RETURNING id`);

/** $1 team ('' for direct ones), $2 name. Archived channels are not found. */
export const selectIdOfChannel = hot<{ id: string }>(
  `SELECT id FROM channels WHERE coalesce(teamid, '') = $1 AND name = $2 AND coalesce(deleteat, 0) = 0`,
);

/** $1 ids. */
export const selectUsernames = hot<{ id: string; username: string }>(
  `SELECT id, username FROM users WHERE id = ANY($1) AND coalesce(username, '') <> ''`,
);
