/** Statements that make channels, with all that belongs to a new one. */
import { hot } from '../../../platform/db/hot.ts';
import { defaultNotifyProps } from '../members/member-row.ts';

const channelValues = `(id, createat, updateat, deleteat, teamid, type, displayname, name, header, purpose, lastpostat,
  totalmsgcount, extraupdateat, creatorid, schemeid, groupconstrained, shared, totalmsgcountroot, lastrootpostat)`;
const memberValues = `(channelid, userid, roles, lastviewedat, msgcount, mentioncount, notifyprops, lastupdateat, schemeuser,
  schemeadmin, schemeguest, mentioncountroot, msgcountroot, urgentmentioncount)`;

/** A copy of every public channel stands in a table of its own; an old row that holds the name gives way. */
const copyToPublic = `INSERT INTO publicchannels (id, deleteat, teamid, displayname, name, header, purpose)
  SELECT id, 0, teamid, displayname, name, header, purpose FROM made WHERE type = 'O'
      ON CONFLICT (name, teamid) DO UPDATE
     SET id = excluded.id, deleteat = 0, displayname = excluded.displayname, header = excluded.header, purpose = excluded.purpose`;

/**
 * A public or private channel whose creator, unless that is nobody (''), administers it. No row when the team has a channel of that name.
 * $1 id, $2 now (ms), $3 team, $4 type, $5 display name, $6 name, $7 header, $8 purpose, $9 creator, $10 creator is guest
 */
export const insertChannel = hot<{ id: string }>(`
WITH made AS (
  INSERT INTO channels ${channelValues}
  VALUES ($1, $2, $2, 0, $3, $4::text::channel_type, $5, $6, $7, $8, 0, 0, 0, $9, NULL, NULL, NULL, 0, 0)
      ON CONFLICT (name, teamid) DO NOTHING
  RETURNING id, teamid, type, displayname, name, header, purpose
), public AS (
  ${copyToPublic}
), member AS (
  INSERT INTO channelmembers ${memberValues}
  SELECT id, $9, '', 0, 0, 0, '${defaultNotifyProps}'::jsonb, $2, NOT $10::bool, true, $10::bool, 0, 0, 0 FROM made WHERE $9 <> ''
), history AS (
  INSERT INTO channelmemberhistory (channelid, userid, jointime, leavetime) SELECT id, $9, $2, NULL FROM made WHERE $9 <> ''
)
SELECT id FROM made`);

/** The channels that come with a team, in the order given. $1 ids, $2 now (ms), $3 team, $4 names, $5 display names. */
export const insertDefaultChannels = hot<{ id: string }>(`
WITH made AS (
  INSERT INTO channels ${channelValues}
  SELECT n.id, $2::int8 + n.position - 1, $2::int8 + n.position - 1, 0, $3, 'O', n.displayname, n.name, '', '', 0, 0, 0, '', NULL, NULL, NULL, 0, 0
    FROM unnest($1::text[], $4::text[], $5::text[]) WITH ORDINALITY AS n (id, name, displayname, position)
  RETURNING id, teamid, type, displayname, name, header, purpose
), public AS (
  ${copyToPublic}
)
SELECT id FROM made`);

/**
 * A direct or group channel with its members, made only where there is none of that name: two requests at once end
 * with one channel. A row when this call made it.
 * $1 id, $2 now (ms), $3 type, $4 display name, $5 name, $6 creator, $7 shared, $8 members, $9 which of them are guests
 */
export const insertConversation = hot<{ id: string }>(`
WITH made AS (
  INSERT INTO channels ${channelValues}
  VALUES ($1, $2, $2, 0, '', $3::text::channel_type, $4, $5, '', '', 0, 0, 0, $6, NULL, NULL, $7::bool, 0, 0)
      ON CONFLICT (name, teamid) DO NOTHING
  RETURNING id
), members AS (
  INSERT INTO channelmembers ${memberValues}
  SELECT made.id, u.id, '', 0, 0, 0, '${defaultNotifyProps}'::jsonb, $2, NOT u.guest, false, u.guest, 0, 0, 0
    FROM made, unnest($8::text[], $9::bool[]) AS u (id, guest)
), history AS (
  INSERT INTO channelmemberhistory (channelid, userid, jointime, leavetime)
  SELECT made.id, u.id, $2, NULL FROM made, unnest($8::text[]) AS u (id)
)
SELECT id FROM made`);

/** Live public and private channels of team $1. */
export const countChannels = hot<{ n: number }>(
  `SELECT count(*) AS n FROM channels WHERE teamid = $1 AND type::text IN ('O', 'P') AND coalesce(deleteat, 0) = 0`,
);
