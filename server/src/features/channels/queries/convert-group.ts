import { sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './convert-group.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** With whether they are in the team. */
export const selectGroupMembers = statement(
  'selectGroupMembers',
  sql`
  SELECT u.id, coalesce(u.username, '') AS username,
         EXISTS (SELECT FROM teammembers t WHERE t.teamid = :team_id AND t.userid = u.id AND coalesce(t.deleteat, 0) = 0) AS in_team
    FROM channelmembers m JOIN users u ON u.id = m.userid WHERE m.channelid = :channel_id ORDER BY u.username`,
);

/**
 * Makes a group channel a private one of a team; its threads and its place in sidebars follow. No row when the team has a
 * channel of that name.
 */
export const moveGroupIntoTeam = statement(
  'moveGroupIntoTeam',
  sql`
WITH moved AS (
  UPDATE channels c SET type = 'P', teamid = :team_id, name = :name, displayname = :display_name, creatorid = :creator_id, updateat = :now
   WHERE id = :id AND NOT EXISTS (SELECT FROM channels o WHERE o.teamid = :team_id AND o.name = :name)
  RETURNING id
), followed AS (
  UPDATE threads SET threadteamid = :team_id WHERE channelid IN (SELECT id FROM moved)
), unsorted AS (
  DELETE FROM sidebarchannels WHERE channelid IN (SELECT id FROM moved)
)
SELECT id FROM moved`,
);
