/** Reading: what was seen, and what was not yet. */
import { sql, type Sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './view.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/**
 * A person has seen everything in channels. Rows that say so already are not written; counters never fall. A row for
 * each channel that the person is in: `at` (ms) is the time of its newest post, or of the last view where that was later
 * (reference: wire/posts-and-mentions.md §6).
 */
export const markViewed = statement(
  'markViewed',
  sql`
WITH asked AS (
  SELECT m.channelid, coalesce(m.lastviewedat, 0) AS lastviewedat, coalesce(c.lastpostat, 0) AS lastpostat,
         coalesce(c.totalmsgcount, 0) AS total, coalesce(c.totalmsgcountroot, 0) AS total_roots,
         coalesce(c.totalmsgcount, 0) > coalesce(m.msgcount, 0) OR coalesce(c.totalmsgcountroot, 0) > coalesce(m.msgcountroot, 0)
           OR coalesce(m.mentioncount, 0) > 0 OR coalesce(m.mentioncountroot, 0) > 0 AS was_unread
    FROM channelmembers m JOIN channels c ON c.id = m.channelid
   WHERE m.userid = :user_id AND m.channelid = ANY(:channel_ids)
), viewed AS (
  UPDATE channelmembers m
     SET mentioncount = 0, mentioncountroot = 0, urgentmentioncount = 0, msgcount = greatest(coalesce(m.msgcount, 0), a.total),
         msgcountroot = greatest(coalesce(m.msgcountroot, 0), a.total_roots),
         lastviewedat = greatest(coalesce(m.lastviewedat, 0), a.lastpostat), lastupdateat = :now
    FROM asked a
   WHERE m.userid = :user_id AND m.channelid = a.channelid AND a.was_unread
)
SELECT channelid AS channel_id, greatest(lastpostat, lastviewedat) AS at, was_unread FROM asked`,
);

const unlessMuted = (count: Sql): Sql =>
  sql`CASE WHEN m.notifyprops ->> 'mark_unread' = 'mention' THEN 0 ELSE greatest(${count}, 0) END`;

/** Real unread numbers. Wire: a muted channel has no unread messages. */
export const selectUnread = statement(
  'selectUnread',
  sql`
  SELECT coalesce(c.teamid, '') AS team_id, c.id AS channel_id,
         ${unlessMuted(sql`coalesce(c.totalmsgcount, 0) - coalesce(m.msgcount, 0)`)} AS msg_count,
         coalesce(m.mentioncount, 0) AS mention_count, coalesce(m.mentioncountroot, 0) AS mention_count_root,
         coalesce(m.urgentmentioncount, 0) AS urgent_mention_count,
         ${unlessMuted(sql`coalesce(c.totalmsgcountroot, 0) - coalesce(m.msgcountroot, 0)`)} AS msg_count_root
    FROM channelmembers m JOIN channels c ON c.id = m.channelid WHERE m.userid = :user_id AND m.channelid = :channel_id`,
);
