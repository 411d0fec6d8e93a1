import type { Bot, Command, CustomEmoji, OAuthApp, OutgoingWebhook } from '@innermost/protocol/integrations.ts';
import { hot } from '../../platform/db/hot.ts';

const times = `coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at`;
const live = `coalesce(deleteat, 0) = 0`;

/** Lists are JSON texts in these tables. */
type Stored<T, Lists extends keyof T> = Omit<T, Lists> & Record<Lists, string>;
const textOf = (column: string): string => `coalesce(${column}, '') AS`;

/** $1 owner, '' for any; $2 disabled ones too; $3 only those whose owner is gone; $4 limit, $5 offset. */
export const selectBots = hot<Bot>(`
  SELECT b.userid AS user_id, coalesce(b.createat, 0) AS create_at, coalesce(b.updateat, 0) AS update_at,
         coalesce(b.deleteat, 0) AS delete_at, coalesce(u.username, '') AS username,
         coalesce(u.firstname, '') AS display_name, coalesce(b.description, '') AS description,
         coalesce(b.ownerid, '') AS owner_id, coalesce(b.lasticonupdate, 0) AS last_icon_update
    FROM bots b JOIN users u ON u.id = b.userid
   WHERE ($1 = '' OR b.ownerid = $1) AND ($2::bool OR coalesce(b.deleteat, 0) = 0)
     AND (NOT $3::bool OR EXISTS (SELECT FROM users o WHERE o.id = b.ownerid AND coalesce(o.deleteat, 0) > 0))
   ORDER BY b.createat, u.username LIMIT $4 OFFSET $5`);

/** Of team $1 and creator $2, '' for any. Without tokens. */
export const selectCommands = hot<Command>(`
  SELECT id, '' AS token, ${times}, coalesce(creatorid, '') AS creator_id, coalesce(teamid, '') AS team_id,
         coalesce(trigger, '') AS trigger, coalesce(method, '') AS method, coalesce(username, '') AS username,
         coalesce(iconurl, '') AS icon_url, coalesce(autocomplete, false) AS auto_complete,
         coalesce(autocompletedesc, '') AS auto_complete_desc, coalesce(autocompletehint, '') AS auto_complete_hint,
         coalesce(displayname, '') AS display_name, coalesce(description, '') AS description, '' AS url
    FROM commands WHERE teamid = $1 AND ($2 = '' OR creatorid = $2) AND ${live}
   ORDER BY trigger, id`);

/** Of team $1, channel $2 and creator $3, '' for any; $4 limit, $5 offset. Without tokens. */
export const selectOutgoingHooks = hot<Stored<OutgoingWebhook, 'trigger_words' | 'callback_urls'>>(`
  SELECT id, '' AS token, ${times}, coalesce(creatorid, '') AS creator_id, coalesce(channelid, '') AS channel_id,
         coalesce(teamid, '') AS team_id, ${textOf('triggerwords')} trigger_words,
         coalesce(triggerwhen, 0) AS trigger_when, ${textOf('callbackurls')} callback_urls,
         coalesce(displayname, '') AS display_name, coalesce(description, '') AS description,
         coalesce(contenttype, '') AS content_type, coalesce(username, '') AS username, coalesce(iconurl, '') AS icon_url
    FROM outgoingwebhooks
   WHERE ($1 = '' OR teamid = $1) AND ($2 = '' OR channelid = $2) AND ($3 = '' OR creatorid = $3) AND ${live}
   ORDER BY createat, id LIMIT $4 OFFSET $5`);

/** Of creator $1, '' for any; $2 limit, $3 offset. Without secrets. */
export const selectOAuthApps = hot<Stored<OAuthApp, 'callback_urls'>>(`
  SELECT id, coalesce(creatorid, '') AS creator_id, coalesce(createat, 0) AS create_at,
         coalesce(updateat, 0) AS update_at, '' AS client_secret, coalesce(name, '') AS name,
         coalesce(description, '') AS description, coalesce(iconurl, '') AS icon_url,
         ${textOf('callbackurls')} callback_urls, coalesce(homepage, '') AS homepage,
         coalesce(istrusted, false) AS is_trusted, coalesce(isdynamicallyregistered, false) AS is_dynamically_registered,
         mattermostappid AS mattermost_app_id
    FROM oauthapps WHERE ($1 = '' OR creatorid = $1) ORDER BY createat, id LIMIT $2 OFFSET $3`);

/** $1 by name, else by age; $2 limit, $3 offset. */
export const selectEmoji = hot<CustomEmoji>(`
  SELECT id, ${times}, coalesce(creatorid, '') AS creator_id, coalesce(name, '') AS name FROM emoji WHERE ${live}
   ORDER BY CASE WHEN $1::bool THEN name END, createat, id LIMIT $2 OFFSET $3`);
