/** A person's sidebar in a team. */
import type { SidebarCategory } from '@innermost/protocol/categories.ts';
import { hot } from '../../platform/db/hot.ts';

/**
 * The categories of person $1 in team $2 in their order, with their channels. A channel stands where it was put, and
 * otherwise at the end of the category of its kind; whoever left a channel does not see it. One that stands in several
 * is shown in the first of: favourites, own categories, the others.
 */
export const selectCategories = hot<SidebarCategory>(`
WITH cats AS (
  SELECT id, coalesce(sortorder, 0) AS sortorder, coalesce(sorting, '') AS sorting, type, coalesce(displayname, '') AS displayname,
         coalesce(muted, false) AS muted, coalesce(collapsed, false) AS collapsed
    FROM sidebarcategories WHERE userid = $1 AND teamid = $2
), mine AS (
  SELECT c.id, c.type::text IN ('D', 'G') AS is_direct, c.displayname, coalesce(c.deleteat, 0) > 0 AS archived
    FROM channelmembers m JOIN channels c ON c.id = m.channelid AND c.type::text IN ('O', 'P', 'D', 'G')
   WHERE m.userid = $1 AND coalesce(c.teamid, '') IN ($2, '')
), put AS (
  SELECT DISTINCT ON (s.channelid) s.channelid, s.categoryid, coalesce(s.sortorder, 0) AS sortorder
    FROM cats JOIN sidebarchannels s ON s.categoryid = cats.id AND s.userid = $1
   ORDER BY s.channelid, CASE cats.type WHEN 'favorites' THEN 0 WHEN 'custom' THEN 1 ELSE 2 END, cats.sortorder
), placed AS (
  SELECT coalesce(put.categoryid, kind.id) AS categoryid, array_agg(mine.id ORDER BY put.sortorder, mine.displayname, mine.id) AS channels
    FROM mine LEFT JOIN put ON put.channelid = mine.id
    LEFT JOIN cats kind ON kind.type = CASE WHEN mine.is_direct THEN 'direct_messages' ELSE 'channels' END
   WHERE put.categoryid IS NOT NULL OR NOT mine.archived
   GROUP BY 1
)
SELECT cats.id, $1::text AS user_id, $2::text AS team_id, cats.sortorder AS sort_order, cats.sorting, cats.type,
       cats.displayname AS display_name, cats.muted, cats.collapsed, coalesce(placed.channels, '{}') AS channel_ids
  FROM cats LEFT JOIN placed ON placed.categoryid = cats.id
 ORDER BY cats.sortorder, cats.id`);

/** Two changes of one sidebar wait for one another until the transaction ends. $1 person, $2 team. */
export const lockSidebar = hot<never>(
  `SELECT id FROM sidebarcategories WHERE userid = $1 AND teamid = $2 ORDER BY id FOR UPDATE`,
);

export const isInTeam = hot<{ found: boolean }>(
  `SELECT EXISTS (SELECT FROM teammembers WHERE userid = $1 AND teamid = $2 AND coalesce(deleteat, 0) = 0) AS found`,
);

/** $1 id, $2 person, $3 team, $4 sorting, $5 display name, $6 muted, $7 collapsed; its place is set by `updateOrder`. */
export const insertCategory = hot<never>(`
  INSERT INTO sidebarcategories (id, userid, teamid, sortorder, sorting, type, displayname, muted, collapsed)
  VALUES ($1, $2, $3, 0, $4, 'custom', $5, $6, $7)`);

/** Of person $1: $2 ids, $3 display names, $4 sortings, $5 muted, $6 collapsed. */
export const updateFields = hot<never>(`
  UPDATE sidebarcategories c SET displayname = n.displayname, sorting = n.sorting, muted = n.muted, collapsed = n.collapsed
    FROM unnest($2::text[], $3::text[], $4::text[], $5::bool[], $6::bool[]) AS n (id, displayname, sorting, muted, collapsed)
   WHERE c.id = n.id AND c.userid = $1`);

/** Of person $1: the categories $2 in this order. */
export const updateOrder = hot<never>(`
  UPDATE sidebarcategories c SET sortorder = 10 * (n.position - 1)
    FROM unnest($2::text[]) WITH ORDINALITY AS n (id, position) WHERE c.id = n.id AND c.userid = $1`);

/**
 * Puts channels into categories of person $1 in team $2, each pair of $3 categories and $4 channels, in this order;
 * what else stood in categories $5 goes back to its kind. Foreign channels are passed over.
 */
export const placeChannels = hot<never>(`
WITH wanted AS (
  SELECT n.categoryid, n.channelid, 10 * (row_number() OVER (PARTITION BY n.categoryid ORDER BY n.position) - 1) AS sortorder
    FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS n (categoryid, channelid, position)
    JOIN channelmembers m ON m.channelid = n.channelid AND m.userid = $1
    JOIN channels c ON c.id = n.channelid AND coalesce(c.teamid, '') IN ($2, '')
), gone AS (
  DELETE FROM sidebarchannels s USING sidebarcategories c
   WHERE s.userid = $1 AND c.id = s.categoryid AND c.userid = $1 AND c.teamid = $2
     AND (s.categoryid = ANY($5) OR s.channelid IN (SELECT channelid FROM wanted))
     AND NOT EXISTS (SELECT FROM wanted w WHERE w.categoryid = s.categoryid AND w.channelid = s.channelid)
)
INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
SELECT channelid, $1, categoryid, sortorder FROM wanted
    ON CONFLICT (channelid, userid, categoryid) DO UPDATE SET sortorder = excluded.sortorder`);

/** Category $2 of person $1, with what was put into it. */
export const deleteCategory = hot<never>(`
WITH gone AS (DELETE FROM sidebarcategories WHERE id = $2 AND userid = $1 AND type = 'custom' RETURNING id)
DELETE FROM sidebarchannels s USING gone WHERE s.categoryid = gone.id`);

/** Older clients read favourites from the preferences: person $1, $2 starred, $3 no longer starred. */
export const updateStars = hot<never>(`
WITH gone AS (
  DELETE FROM preferences WHERE userid = $1 AND category = 'favorite_channel' AND name = ANY($3)
)
INSERT INTO preferences (userid, category, name, value)
SELECT $1, 'favorite_channel', id, 'true' FROM unnest($2::text[]) AS c (id)
    ON CONFLICT (userid, category, name) DO UPDATE SET value = 'true'`);

/** The other way round: of person $1, $2 channels starred and $3 no longer starred; a direct channel in every team. */
export const updateFavourites = hot<never>(`
WITH favourites AS (
  SELECT cat.id, cat.teamid, ch.id AS channelid,
         (SELECT coalesce(max(s.sortorder), -10) FROM sidebarchannels s WHERE s.categoryid = cat.id) AS last
    FROM unnest($2::text[]) AS starred (id)
    JOIN channelmembers m ON m.channelid = starred.id AND m.userid = $1
    JOIN channels ch ON ch.id = starred.id
    JOIN sidebarcategories cat ON cat.userid = $1 AND cat.type = 'favorites'
     AND (cat.teamid = ch.teamid OR coalesce(ch.teamid, '') = '')
), gone AS (
  DELETE FROM sidebarchannels s USING sidebarcategories c
   WHERE s.userid = $1 AND c.id = s.categoryid AND c.userid = $1
     AND ((c.type = 'favorites' AND s.channelid = ANY($3))
       OR (c.type <> 'favorites' AND EXISTS (SELECT FROM favourites f WHERE f.channelid = s.channelid AND f.teamid = c.teamid)))
)
INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
SELECT channelid, $1, id, last + 10 * row_number() OVER (PARTITION BY id ORDER BY channelid) FROM favourites
    ON CONFLICT (channelid, userid, categoryid) DO NOTHING`);
