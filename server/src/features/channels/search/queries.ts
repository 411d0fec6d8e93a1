/** Finding channels by words. Patterns are lower-cased LIKE patterns; texts are compared in lower case. */
import type { Db } from '../../../platform/db/database.ts';
import { sql, type Sql, statementsOf } from '../../../platform/db/statement.ts';
import { asChannel, channelColumns, channelColumnsNamed, channelsWhere } from '../channel-row.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const matches = sql`(lower(name) LIKE :pattern OR lower(displayname) LIKE :pattern OR lower(coalesce(purpose, '')) LIKE :pattern)`;
const isMember = (user: Sql): Sql =>
  sql`EXISTS (SELECT FROM channelmembers m WHERE m.channelid = channels.id AND m.userid = ${user})`;
/** Names that begin with what was typed come first. */
const byNearness = sql`ORDER BY lower(c.displayname) LIKE :nearest DESC, c.displayname, c.id`;

/** In a team: `nearest` is the pattern of the beginning; public ones that are not the person's own too, archived ones too. */
export const selectInTeam = statement(
  'selectInTeam',
  sql`
  SELECT ${channelColumns}
    FROM ${channelsWhere(sql`teamid = :team_id AND type IN ('O', 'P') AND (coalesce(deleteat, 0) = 0 OR :archived::bool) AND ${matches}
           AND ((type = 'O' AND :public::bool) OR ${isMember(sql`:user_id`)})`)}
   ${byNearness} LIMIT :limit`,
  asChannel,
);

const teammate = sql`(SELECT u.username FROM channelmembers o JOIN users u ON u.id = o.userid
                  WHERE o.channelid = c.id AND o.userid <> :user_id LIMIT 1)`;

/**
 * A person's own, of a team or direct and group ones, archived ones included: the latter are found by who else is in
 * them. Wire: a direct channel bears the other's name here, and all go by their names.
 */
export const selectOwnForSearch = statement(
  'selectOwnForSearch',
  sql`
  SELECT * FROM (SELECT ${channelColumnsNamed(sql`CASE WHEN c.type = 'D' THEN coalesce(${teammate}, '') ELSE coalesce(c.displayname, '') END`)}
    FROM ${channelsWhere(sql`coalesce(teamid, '') IN (:team_id, '') AND ${isMember(sql`:user_id`)}
           AND ((type IN ('O', 'P') AND ${matches}) OR (type IN ('D', 'G') AND EXISTS (
             SELECT FROM channelmembers o JOIN users u ON u.id = o.userid
              WHERE o.channelid = channels.id AND o.userid <> :user_id
                AND (lower(u.username) LIKE :pattern OR lower(coalesce(u.nickname, '')) LIKE :pattern
                     OR lower(concat_ws(' ', u.firstname, u.lastname)) LIKE :pattern))))`)}) found
   ORDER BY lower(display_name) LIKE :nearest DESC, lower(display_name), id LIMIT :limit`,
  asChannel,
);

/** A person's group channels in which some other's name matches. */
export const selectGroups = statement(
  'selectGroups',
  sql`
  SELECT ${channelColumns}
    FROM ${channelsWhere(sql`type = 'G' AND coalesce(deleteat, 0) = 0 AND ${isMember(sql`:user_id`)} AND EXISTS (
           SELECT FROM channelmembers o JOIN users u ON u.id = o.userid
            WHERE o.channelid = channels.id AND o.userid <> :user_id AND (lower(u.username) LIKE :pattern OR lower(u.nickname) LIKE :pattern
                  OR :full_names AND (lower(u.firstname) LIKE :pattern OR lower(u.lastname) LIKE :pattern)))`)}
   ORDER BY c.displayname, c.id LIMIT 50`,
  asChannel,
);

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

const wide = statement(
  'wide',
  sql`
  SELECT ${channelColumns}, coalesce(t.displayname, '') AS team_display_name, coalesce(t.name, '') AS team_name,
         coalesce(t.updateat, 0) AS team_update_at, count(*) OVER () AS total_count
    FROM ${channelsWhere(sql`((type = 'O' AND :public::bool) OR (type = 'P' AND :private::bool)) AND (${matches} OR id = :id)
           AND ((coalesce(deleteat, 0) = 0 AND :live::bool) OR (deleteat > 0 AND :archived::bool))
           AND (cardinality(:team_ids::text[]) = 0 OR teamid = ANY(:team_ids)) AND NOT name = ANY(:excluded_names)
           AND (:not_in_group = '' OR NOT EXISTS (
             SELECT FROM groupchannels gc WHERE gc.channelid = channels.id AND gc.groupid = :not_in_group AND coalesce(gc.deleteat, 0) = 0))
           AND (:viewer = '' OR (type = 'O' AND EXISTS (
                 SELECT FROM teammembers tm WHERE tm.teamid = channels.teamid AND tm.userid = :viewer AND coalesce(tm.deleteat, 0) = 0))
               OR ${isMember(sql`:viewer`)})`)}
    LEFT JOIN teams t ON t.id = c.teamid
   ORDER BY lower(c.displayname) LIKE :nearest OR lower(c.name) LIKE :nearest DESC, c.displayname, t.displayname, c.id LIMIT :limit OFFSET :offset`,
  asChannel,
);

/** Public and private channels over all teams, with the team of each; `total_count` is of all pages. */
export const selectOverTeams = (db: Db, search: WideSearch) => wide(db, search);
