/** Statements that make channels, with all that belongs to a new one. */
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import { defaultNotifyProps } from '../members/member-row.ts';
import type { Statements } from './create.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const channelValues = sql`(id, createat, updateat, deleteat, teamid, type, displayname, name, header, purpose, lastpostat,
  totalmsgcount, extraupdateat, creatorid, schemeid, groupconstrained, shared, totalmsgcountroot, lastrootpostat)`;
const memberValues = sql`(channelid, userid, roles, lastviewedat, msgcount, mentioncount, notifyprops, lastupdateat, schemeuser,
  schemeadmin, schemeguest, mentioncountroot, msgcountroot, urgentmentioncount)`;

/** A copy of every public channel stands in a table of its own; an old row that holds the name gives way. */
const copyToPublic = sql`INSERT INTO publicchannels (id, deleteat, teamid, displayname, name, header, purpose)
  SELECT id, 0, teamid, displayname, name, header, purpose FROM made WHERE type = 'O'
      ON CONFLICT (name, teamid) DO UPDATE
     SET id = excluded.id, deleteat = 0, displayname = excluded.displayname, header = excluded.header, purpose = excluded.purpose`;

/**
 * A public or private channel whose creator, unless that is nobody (''), administers it. No row when the team has a
 * channel of that name.
 */
export const insertChannel = statement(
  'insertChannel',
  sql`
WITH made AS (
  INSERT INTO channels ${channelValues}
  VALUES (:id, :now, :now, 0, :team_id, :type::text::channel_type, :display_name, :name, :header, :purpose, 0, 0, 0, :creator_id, NULL, NULL, NULL, 0, 0)
      ON CONFLICT (name, teamid) DO NOTHING
  RETURNING id, teamid, type, displayname, name, header, purpose
), public AS (
  ${copyToPublic}
), member AS (
  INSERT INTO channelmembers ${memberValues}
  SELECT id, :creator_id, '', 0, 0, 0, ${sql.literal(defaultNotifyProps)}::jsonb, :now, NOT :creator_is_guest::bool, true, :creator_is_guest::bool, 0, 0, 0 FROM made WHERE :creator_id <> ''
), history AS (
  INSERT INTO channelmemberhistory (channelid, userid, jointime, leavetime) SELECT id, :creator_id, :now, NULL FROM made WHERE :creator_id <> ''
)
SELECT id FROM made`,
);

/** The channels that come with a team, in the order given. */
export const insertDefaultChannels = statement(
  'insertDefaultChannels',
  sql`
WITH made AS (
  INSERT INTO channels ${channelValues}
  SELECT n.id, :now::int8 + n.position - 1, :now::int8 + n.position - 1, 0, :team_id, 'O', n.displayname, n.name, '', '', 0, 0, 0, '', NULL, NULL, NULL, 0, 0
    FROM unnest(:ids::text[], :names::text[], :display_names::text[]) WITH ORDINALITY AS n (id, name, displayname, position)
  RETURNING id, teamid, type, displayname, name, header, purpose
), public AS (
  ${copyToPublic}
)
SELECT id FROM made`,
);

/**
 * A direct or group channel with its members, made only where there is none of that name: two requests at once end
 * with one channel. A row when this call made it. `guests`: which of the members are.
 */
export const insertConversation = statement(
  'insertConversation',
  sql`
WITH made AS (
  INSERT INTO channels ${channelValues}
  VALUES (:id, :now, :now, 0, '', :type::text::channel_type, :display_name, :name, '', '', 0, 0, 0, :creator_id, NULL, NULL, :shared?::bool, 0, 0)
      ON CONFLICT (name, teamid) DO NOTHING
  RETURNING id
), members AS (
  INSERT INTO channelmembers ${memberValues}
  SELECT made.id, u.id, '', 0, 0, 0, ${sql.literal(defaultNotifyProps)}::jsonb, :now, NOT u.guest, false, u.guest, 0, 0, 0
    FROM made, unnest(:member_ids::text[], :guests::bool[]) AS u (id, guest)
), history AS (
  INSERT INTO channelmemberhistory (channelid, userid, jointime, leavetime)
  SELECT made.id, u.id, :now, NULL FROM made, unnest(:member_ids::text[]) AS u (id)
)
SELECT id FROM made`,
);

/** Live public and private channels. */
export const countChannels = statement(
  'countChannels',
  sql`SELECT count(*) AS n FROM channels WHERE teamid = :team_id AND type::text IN ('O', 'P') AND coalesce(deleteat, 0) = 0`,
);
