import type { PostInfo } from '@innermost/protocol/posts.ts';
import { hot } from '../../../../platform/db/hot.ts';

export interface PlaceOfPost extends PostInfo {
  is_open_team: boolean;
}

/** Where post $1 stands, for person $2. No row for a deleted one, nor for one in an archived team. */
export const selectPlace = hot<PlaceOfPost>(`
  SELECT c.id AS channel_id, c.type::text AS channel_type, coalesce(c.displayname, '') AS channel_display_name,
         EXISTS (SELECT FROM channelmembers m WHERE m.channelid = c.id AND m.userid = $2) AS has_joined_channel,
         coalesce(t.id, '') AS team_id, coalesce(t.type::text, '') AS team_type,
         coalesce(t.displayname, '') AS team_display_name,
         EXISTS (SELECT FROM teammembers m WHERE m.teamid = t.id AND m.userid = $2 AND coalesce(m.deleteat, 0) = 0) AS has_joined_team,
         coalesce(t.allowopeninvite, false) AS is_open_team
    FROM posts p JOIN channels c ON c.id = p.channelid
    LEFT JOIN teams t ON t.id = c.teamid
   WHERE p.id = $1 AND coalesce(p.deleteat, 0) = 0 AND coalesce(t.deleteat, 0) = 0`);
