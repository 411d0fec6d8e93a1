/** A person's sidebar in a team. */
import type { SidebarCategory } from '@innermost/protocol/categories.ts';
import { narrow, sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/**
 * A person's categories in a team in their order, with their channels. A channel stands where it was put, and
 * otherwise at the end of the category of its kind; whoever left a channel does not see it. One that stands in several
 * is shown in the first of: favourites, own categories, the others.
 */
export const selectCategories = statement(
  'selectCategories',
  sql`
WITH cats AS (
  SELECT id, coalesce(sortorder, 0) AS sortorder, coalesce(sorting, '') AS sorting, type, coalesce(displayname, '') AS displayname,
         coalesce(muted, false) AS muted, coalesce(collapsed, false) AS collapsed
    FROM sidebarcategories WHERE userid = :user_id AND teamid = :team_id
), mine AS (
  SELECT c.id, c.type::text IN ('D', 'G') AS is_direct, c.displayname, coalesce(c.deleteat, 0) > 0 AS archived
    FROM channelmembers m JOIN channels c ON c.id = m.channelid AND c.type::text IN ('O', 'P', 'D', 'G')
   WHERE m.userid = :user_id AND coalesce(c.teamid, '') IN (:team_id, '')
), put AS (
  SELECT DISTINCT ON (s.channelid) s.channelid, s.categoryid, coalesce(s.sortorder, 0) AS sortorder
    FROM cats JOIN sidebarchannels s ON s.categoryid = cats.id AND s.userid = :user_id
   ORDER BY s.channelid, CASE cats.type WHEN 'favorites' THEN 0 WHEN 'custom' THEN 1 ELSE 2 END, cats.sortorder
), placed AS (
  SELECT coalesce(put.categoryid, kind.id) AS categoryid, array_agg(mine.id ORDER BY put.sortorder, mine.displayname, mine.id) AS channels
    FROM mine LEFT JOIN put ON put.channelid = mine.id
    LEFT JOIN cats kind ON kind.type = CASE WHEN mine.is_direct THEN 'direct_messages' ELSE 'channels' END
   WHERE put.categoryid IS NOT NULL OR NOT mine.archived
   GROUP BY 1
)
SELECT cats.id, :user_id::text AS user_id, :team_id::text AS team_id, cats.sortorder AS sort_order, cats.sorting, cats.type,
       cats.displayname AS display_name, cats.muted, cats.collapsed, coalesce(placed.channels, '{}') AS channel_ids
  FROM cats LEFT JOIN placed ON placed.categoryid = cats.id
 ORDER BY cats.sortorder, cats.id`,
  narrow<{ type: SidebarCategory['type']; sorting: SidebarCategory['sorting'] }>(),
);

/** Two changes of one sidebar wait for one another until the transaction ends. */
export const lockSidebar = statement(
  'lockSidebar',
  sql`SELECT id FROM sidebarcategories WHERE userid = :user_id AND teamid = :team_id ORDER BY id FOR UPDATE`,
);

export const isInTeam = statement(
  'isInTeam',
  sql`SELECT EXISTS (SELECT FROM teammembers WHERE userid = :user_id AND teamid = :team_id AND coalesce(deleteat, 0) = 0) AS found`,
);

/** Its place is set by `updateOrder`. */
export const insertCategory = statement(
  'insertCategory',
  sql`
  INSERT INTO sidebarcategories (id, userid, teamid, sortorder, sorting, type, displayname, muted, collapsed)
  VALUES (:id, :user_id, :team_id, 0, :sorting, 'custom', :display_name, :muted, :collapsed)`,
);

export const updateFields = statement(
  'updateFields',
  sql`
  UPDATE sidebarcategories c SET displayname = n.displayname, sorting = n.sorting, muted = n.muted, collapsed = n.collapsed
    FROM unnest(:ids::text[], :display_names::text[], :sortings::text[], :muted::bool[], :collapsed::bool[]) AS n (id, displayname, sorting, muted, collapsed)
   WHERE c.id = n.id AND c.userid = :user_id`,
);

/** In the order of the ids. */
export const updateOrder = statement(
  'updateOrder',
  sql`
  UPDATE sidebarcategories c SET sortorder = 10 * (n.position - 1)
    FROM unnest(:ids::text[]) WITH ORDINALITY AS n (id, position) WHERE c.id = n.id AND c.userid = :user_id`,
);

/**
 * Puts channels into categories, pair by pair, in this order; what else stood in the categories of `emptied_ids` goes
 * back to its kind. Foreign channels are passed over.
 */
export const placeChannels = statement(
  'placeChannels',
  sql`
WITH wanted AS (
  SELECT n.categoryid, n.channelid, 10 * (row_number() OVER (PARTITION BY n.categoryid ORDER BY n.position) - 1) AS sortorder
    FROM unnest(:category_ids::text[], :channel_ids::text[]) WITH ORDINALITY AS n (categoryid, channelid, position)
    JOIN channelmembers m ON m.channelid = n.channelid AND m.userid = :user_id
    JOIN channels c ON c.id = n.channelid AND coalesce(c.teamid, '') IN (:team_id, '')
), gone AS (
  DELETE FROM sidebarchannels s USING sidebarcategories c
   WHERE s.userid = :user_id AND c.id = s.categoryid AND c.userid = :user_id AND c.teamid = :team_id
     AND (s.categoryid = ANY(:emptied_ids) OR s.channelid IN (SELECT channelid FROM wanted))
     AND NOT EXISTS (SELECT FROM wanted w WHERE w.categoryid = s.categoryid AND w.channelid = s.channelid)
)
INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
SELECT channelid, :user_id, categoryid, sortorder FROM wanted
    ON CONFLICT (channelid, userid, categoryid) DO UPDATE SET sortorder = excluded.sortorder`,
);

/** With what was put into it. */
export const deleteCategory = statement(
  'deleteCategory',
  sql`
WITH gone AS (DELETE FROM sidebarcategories WHERE id = :id AND userid = :user_id AND type = 'custom' RETURNING id)
DELETE FROM sidebarchannels s USING gone WHERE s.categoryid = gone.id`,
);

/** Older clients read favourites from the preferences. */
export const updateStars = statement(
  'updateStars',
  sql`
WITH gone AS (
  DELETE FROM preferences WHERE userid = :user_id AND category = 'favorite_channel' AND name = ANY(:unstarred)
)
INSERT INTO preferences (userid, category, name, value)
SELECT :user_id, 'favorite_channel', id, 'true' FROM unnest(:starred::text[]) AS c (id)
    ON CONFLICT (userid, category, name) DO UPDATE SET value = 'true'`,
);

/** The other way round; a direct channel is a favourite in every team. */
export const updateFavourites = statement(
  'updateFavourites',
  sql`
WITH favourites AS (
  SELECT cat.id, cat.teamid, ch.id AS channelid,
         (SELECT coalesce(max(s.sortorder), -10) FROM sidebarchannels s WHERE s.categoryid = cat.id) AS last
    FROM unnest(:starred::text[]) AS starred (id)
    JOIN channelmembers m ON m.channelid = starred.id AND m.userid = :user_id
    JOIN channels ch ON ch.id = starred.id
    JOIN sidebarcategories cat ON cat.userid = :user_id AND cat.type = 'favorites'
     AND (cat.teamid = ch.teamid OR coalesce(ch.teamid, '') = '')
), gone AS (
  DELETE FROM sidebarchannels s USING sidebarcategories c
   WHERE s.userid = :user_id AND c.id = s.categoryid AND c.userid = :user_id
     AND ((c.type = 'favorites' AND s.channelid = ANY(:unstarred))
       OR (c.type <> 'favorites' AND EXISTS (SELECT FROM favourites f WHERE f.channelid = s.channelid AND f.teamid = c.teamid)))
)
INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
SELECT channelid, :user_id, id, last + 10 * row_number() OVER (PARTITION BY id ORDER BY channelid) FROM favourites
    ON CONFLICT (channelid, userid, categoryid) DO NOTHING`,
);
