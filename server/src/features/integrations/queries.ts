import type { Command } from '@innermost/protocol/integrations.ts';
import { narrow, sql, type Sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const times = sql`coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at`;
const live = sql`coalesce(deleteat, 0) = 0`;

/** Lists are JSON texts in these tables. */
const textOf = (column: Sql): Sql => sql`coalesce(${column}, '') AS`;

/** Of any owner for ''; `only_orphaned`: whose owner is deactivated. */
export const selectBots = statement(
  'selectBots',
  sql`
  SELECT b.userid AS user_id, coalesce(b.createat, 0) AS create_at, coalesce(b.updateat, 0) AS update_at,
         coalesce(b.deleteat, 0) AS delete_at, coalesce(u.username, '') AS username,
         coalesce(u.firstname, '') AS display_name, coalesce(b.description, '') AS description,
         coalesce(b.ownerid, '') AS owner_id, coalesce(b.lasticonupdate, 0) AS last_icon_update
    FROM bots b JOIN users u ON u.id = b.userid
   WHERE (:owner_id = '' OR b.ownerid = :owner_id) AND (:with_disabled::bool OR coalesce(b.deleteat, 0) = 0)
     AND (NOT :only_orphaned::bool OR EXISTS (SELECT FROM users o WHERE o.id = b.ownerid AND coalesce(o.deleteat, 0) > 0))
   ORDER BY b.createat, u.username LIMIT :limit OFFSET :offset`,
);

/** Of any creator for ''. Without tokens. */
export const selectCommands = statement(
  'selectCommands',
  sql`
  SELECT id, '' AS token, ${times}, coalesce(creatorid, '') AS creator_id, coalesce(teamid, '') AS team_id,
         coalesce(trigger, '') AS trigger, coalesce(method, '') AS method, coalesce(username, '') AS username,
         coalesce(iconurl, '') AS icon_url, coalesce(autocomplete, false) AS auto_complete,
         coalesce(autocompletedesc, '') AS auto_complete_desc, coalesce(autocompletehint, '') AS auto_complete_hint,
         coalesce(displayname, '') AS display_name, coalesce(description, '') AS description, '' AS url
    FROM commands WHERE teamid = :team_id AND (:creator_id = '' OR creatorid = :creator_id) AND ${live}
   ORDER BY trigger, id`,
  narrow<{ method: Command['method'] }>(),
);

/** Each '' for any. Without tokens. */
export const selectOutgoingHooks = statement(
  'selectOutgoingHooks',
  sql`
  SELECT id, '' AS token, ${times}, coalesce(creatorid, '') AS creator_id, coalesce(channelid, '') AS channel_id,
         coalesce(teamid, '') AS team_id, ${textOf(sql`triggerwords`)} trigger_words,
         coalesce(triggerwhen, 0) AS trigger_when, ${textOf(sql`callbackurls`)} callback_urls,
         coalesce(displayname, '') AS display_name, coalesce(description, '') AS description,
         coalesce(contenttype, '') AS content_type, coalesce(username, '') AS username, coalesce(iconurl, '') AS icon_url
    FROM outgoingwebhooks
   WHERE (:team_id = '' OR teamid = :team_id) AND (:channel_id = '' OR channelid = :channel_id) AND (:creator_id = '' OR creatorid = :creator_id) AND ${live}
   ORDER BY createat, id LIMIT :limit OFFSET :offset`,
);

/** Of any creator for ''. Without secrets. Databases adopted from before 11 lack a column (see `Capabilities`). */
export const selectOAuthApps = statement(
  'selectOAuthApps',
  sql`
  SELECT a.id, coalesce(a.creatorid, '') AS creator_id, coalesce(a.createat, 0) AS create_at,
         coalesce(a.updateat, 0) AS update_at, '' AS client_secret, coalesce(a.name, '') AS name,
         coalesce(a.description, '') AS description, coalesce(a.iconurl, '') AS icon_url,
         ${textOf(sql`a.callbackurls`)} callback_urls, coalesce(a.homepage, '') AS homepage,
         coalesce(a.istrusted, false) AS is_trusted, coalesce(a.isdynamicallyregistered, false) AS is_dynamically_registered,
         a.mattermostappid AS mattermost_app_id
    FROM (SELECT false AS isdynamicallyregistered) absent CROSS JOIN LATERAL (
      SELECT id, creatorid, createat, updateat, name, description, iconurl, callbackurls, homepage, istrusted, isdynamicallyregistered,
             mattermostappid
        FROM oauthapps WHERE :creator_id = '' OR creatorid = :creator_id) a
   ORDER BY a.createat, a.id LIMIT :limit OFFSET :offset`,
);
