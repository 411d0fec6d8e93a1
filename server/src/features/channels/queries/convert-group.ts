import { hot } from '../../../platform/db/hot.ts';

/** Of channel $1, and whether they are in team $2. */
export const selectGroupMembers = hot<{ id: string; username: string; in_team: boolean }>(`
  SELECT u.id, coalesce(u.username, '') AS username,
         EXISTS (SELECT FROM teammembers t WHERE t.teamid = $2 AND t.userid = u.id AND coalesce(t.deleteat, 0) = 0) AS in_team
    FROM channelmembers m JOIN users u ON u.id = m.userid WHERE m.channelid = $1 ORDER BY u.username`);

/**
 * Channel $1 at $2 (ms) into team $3 as name $4, display name $5, by $6; its threads and its place in sidebars follow. No
 * row when the team has a channel of that name.
 */
export const moveGroupIntoTeam = hot<{ id: string }>(`
WITH moved AS (
  UPDATE channels c SET type = 'P', teamid = $3, name = $4, displayname = $5, creatorid = $6, updateat = $2
   WHERE id = $1 AND NOT EXISTS (SELECT FROM channels o WHERE o.teamid = $3 AND o.name = $4)
  RETURNING id
), followed AS (
  UPDATE threads SET threadteamid = $3 WHERE channelid IN (SELECT id FROM moved)
), unsorted AS (
  DELETE FROM sidebarchannels WHERE channelid IN (SELECT id FROM moved)
)
SELECT id FROM moved`);
