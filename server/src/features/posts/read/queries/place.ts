import type { PostInfo } from '@innermost/protocol/posts.ts';
import { narrow, sql, statementsOf } from '../../../../platform/db/statement.ts';
import type { Statements } from './place.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export interface PlaceOfPost extends PostInfo {
  is_open_team: boolean;
}

/** Where a post stands, for a person. No row for a deleted one, nor for one in an archived team. */
export const selectPlace = statement(
  'selectPlace',
  sql`
  SELECT c.id AS channel_id, c.type::text AS channel_type, coalesce(c.displayname, '') AS channel_display_name,
         EXISTS (SELECT FROM channelmembers m WHERE m.channelid = c.id AND m.userid = :user_id) AS has_joined_channel,
         coalesce(t.id, '') AS team_id, coalesce(t.type::text, '') AS team_type,
         coalesce(t.displayname, '') AS team_display_name,
         EXISTS (SELECT FROM teammembers m WHERE m.teamid = t.id AND m.userid = :user_id AND coalesce(m.deleteat, 0) = 0) AS has_joined_team,
         coalesce(t.allowopeninvite, false) AS is_open_team
    FROM posts p JOIN channels c ON c.id = p.channelid
    LEFT JOIN teams t ON t.id = c.teamid
   WHERE p.id = :post_id AND coalesce(p.deleteat, 0) = 0 AND coalesce(t.deleteat, 0) = 0`,
  narrow<Pick<PlaceOfPost, 'channel_type' | 'team_type'>>(),
);
