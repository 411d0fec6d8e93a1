/** Finding channels by words. Patterns are lower-cased LIKE patterns; texts are compared in lower case. */
import type { ChannelWithTeam } from '@innermost/protocol/channels.ts';
import { hot } from '../../../platform/db/hot.ts';
import { channelColumns, channelsWhere, type ChannelRow } from '../channel-row.ts';

const matches = (parameter: string) =>
  `(lower(name) LIKE ${parameter} OR lower(displayname) LIKE ${parameter} OR lower(coalesce(purpose, '')) LIKE ${parameter})`;
const isMember = (user: string) =>
  `EXISTS (SELECT FROM channelmembers m WHERE m.channelid = channels.id AND m.userid = ${user})`;
/** Names that begin with what was typed come first. */
const byNearness = `ORDER BY lower(c.displayname) LIKE $4 DESC, c.displayname, c.id`;

/** In team $1, for person $2: $3 pattern, $4 pattern of the beginning, $5 public ones that are not the person's own too, $6 archived ones too, $7 limit. */
export const selectInTeam = hot<ChannelRow>(`
  SELECT ${channelColumns}
    FROM ${channelsWhere(`teamid = $1 AND type IN ('O', 'P') AND (coalesce(deleteat, 0) = 0 OR $6::bool) AND ${matches('$3')}
           AND ((type = 'O' AND $5::bool) OR ${isMember('$2')})`)}
   ${byNearness} LIMIT $7`);

const teammate = `(SELECT u.username FROM channelmembers o JOIN users u ON u.id = o.userid
                  WHERE o.channelid = c.id AND o.userid <> $2 LIMIT 1)`;

/**
 * Person $2's own, of team $1 or direct and group ones, archived ones included: the latter are found by who else is in
 * them. Wire: a direct channel bears the other's name here, and all go by their names.
 */
export const selectOwnForSearch = hot<ChannelRow>(`
  SELECT * FROM (SELECT ${channelColumns.replace(`coalesce(c.displayname, '')`, `CASE WHEN c.type = 'D' THEN coalesce(${teammate}, '') ELSE coalesce(c.displayname, '') END`)}
    FROM ${channelsWhere(`coalesce(teamid, '') IN ($1, '') AND ${isMember('$2')}
           AND ((type IN ('O', 'P') AND ${matches('$3')}) OR (type IN ('D', 'G') AND EXISTS (
             SELECT FROM channelmembers o JOIN users u ON u.id = o.userid
              WHERE o.channelid = channels.id AND o.userid <> $2
                AND (lower(u.username) LIKE $3 OR lower(coalesce(u.nickname, '')) LIKE $3
                     OR lower(concat_ws(' ', u.firstname, u.lastname)) LIKE $3))))`)}) found
   ORDER BY lower(display_name) LIKE $4 DESC, lower(display_name), id LIMIT $5`);

/** Person $1's group channels in which some other's name matches pattern $2; full names count if $3. */
export const selectGroups = hot<ChannelRow>(`
  SELECT ${channelColumns}
    FROM ${channelsWhere(`type = 'G' AND coalesce(deleteat, 0) = 0 AND ${isMember('$1')} AND EXISTS (
           SELECT FROM channelmembers o JOIN users u ON u.id = o.userid
            WHERE o.channelid = channels.id AND o.userid <> $1 AND (lower(u.username) LIKE $2 OR lower(u.nickname) LIKE $2
                  OR $3 AND (lower(u.firstname) LIKE $2 OR lower(u.lastname) LIKE $2)))`)}
   ORDER BY c.displayname, c.id LIMIT 50`);

export interface WideSearch {
  /** '%' for all. */
  pattern: string;
  /** Whose view: only public channels of this person's teams and the person's own; '' for everything. */
  viewer: string;
  team_ids: readonly string[];
  public: boolean;
  private: boolean;
  live: boolean;
  archived: boolean;
  excluded_names: readonly string[];
  /** Names that fit this pattern come first; '' for none. */
  nearest: string;
  /** A group whose channels are left out, or ''. */
  not_in_group: string;
  /** The id itself may be the term. */
  id: string;
  limit: number;
  offset: number;
}

const wide = hot<ChannelWithTeam & { total_count: number }>(`
  SELECT ${channelColumns}, coalesce(t.displayname, '') AS team_display_name, coalesce(t.name, '') AS team_name,
         coalesce(t.updateat, 0) AS team_update_at, count(*) OVER () AS total_count
    FROM ${channelsWhere(`((type = 'O' AND $4::bool) OR (type = 'P' AND $5::bool)) AND (${matches('$1')} OR id = $10)
           AND ((coalesce(deleteat, 0) = 0 AND $6::bool) OR (deleteat > 0 AND $7::bool))
           AND (cardinality($3::text[]) = 0 OR teamid = ANY($3)) AND NOT name = ANY($8)
           AND ($9 = '' OR NOT EXISTS (
             SELECT FROM groupchannels gc WHERE gc.channelid = channels.id AND gc.groupid = $9 AND coalesce(gc.deleteat, 0) = 0))
           AND ($2 = '' OR (type = 'O' AND EXISTS (
                 SELECT FROM teammembers tm WHERE tm.teamid = channels.teamid AND tm.userid = $2 AND coalesce(tm.deleteat, 0) = 0))
               OR ${isMember('$2')})`)}
    LEFT JOIN teams t ON t.id = c.teamid
   ORDER BY lower(c.displayname) LIKE $13 OR lower(c.name) LIKE $13 DESC, c.displayname, t.displayname, c.id LIMIT $11 OFFSET $12`);

type Db = Parameters<typeof wide.run>[0];

/** Public and private channels over all teams, with the team of each; `total_count` is of all pages. */
export const selectOverTeams = (db: Db, search: WideSearch) =>
  wide.run(db, [
    search.pattern,
    search.viewer,
    search.team_ids,
    search.public,
    search.private,
    search.live,
    search.archived,
    search.excluded_names,
    search.not_in_group,
    search.id,
    search.limit,
    search.offset,
    search.nearest,
  ]);
