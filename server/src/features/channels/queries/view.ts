/** Reading: what was seen, and what was not yet. */
import type { ChannelUnread } from '@innermost/protocol/channels.ts';
import { hot } from '../../../platform/db/hot.ts';

export interface Viewed {
  channel_id: string;
  /** ms: of the newest post, or of the last view where that was later. */
  at: number;
  was_unread: boolean;
}

/**
 * Person $1 has seen everything in channels $2, at $3 (ms). Rows that say so already are not written; counters never
 * fall. A row for each channel that the person is in (reference: wire/posts-and-mentions.md §6).
 */
export const markViewed = hot<Viewed>(`
WITH asked AS (
  SELECT m.channelid, coalesce(m.lastviewedat, 0) AS lastviewedat, coalesce(c.lastpostat, 0) AS lastpostat,
         coalesce(c.totalmsgcount, 0) AS total, coalesce(c.totalmsgcountroot, 0) AS total_roots,
         coalesce(c.totalmsgcount, 0) > coalesce(m.msgcount, 0) OR coalesce(c.totalmsgcountroot, 0) > coalesce(m.msgcountroot, 0)
           OR coalesce(m.mentioncount, 0) > 0 OR coalesce(m.mentioncountroot, 0) > 0 AS was_unread
    FROM channelmembers m JOIN channels c ON c.id = m.channelid
   WHERE m.userid = $1 AND m.channelid = ANY($2)
), viewed AS (
  UPDATE channelmembers m
     SET mentioncount = 0, mentioncountroot = 0, urgentmentioncount = 0, msgcount = greatest(coalesce(m.msgcount, 0), a.total),
         msgcountroot = greatest(coalesce(m.msgcountroot, 0), a.total_roots),
         lastviewedat = greatest(coalesce(m.lastviewedat, 0), a.lastpostat), lastupdateat = $3
    FROM asked a
   WHERE m.userid = $1 AND m.channelid = a.channelid AND a.was_unread
)
SELECT channelid AS channel_id, greatest(lastpostat, lastviewedat) AS at, was_unread FROM asked`);

const unlessMuted = (count: string): string =>
  `CASE WHEN m.notifyprops ->> 'mark_unread' = 'mention' THEN 0 ELSE greatest(${count}, 0) END`;

/** Real unread numbers of person $1 in channel $2. Wire: a muted channel has no unread messages. */
export const selectUnread = hot<ChannelUnread>(`
  SELECT coalesce(c.teamid, '') AS team_id, c.id AS channel_id,
         ${unlessMuted('coalesce(c.totalmsgcount, 0) - coalesce(m.msgcount, 0)')} AS msg_count,
         coalesce(m.mentioncount, 0) AS mention_count, coalesce(m.mentioncountroot, 0) AS mention_count_root,
         coalesce(m.urgentmentioncount, 0) AS urgent_mention_count,
         ${unlessMuted('coalesce(c.totalmsgcountroot, 0) - coalesce(m.msgcountroot, 0)')} AS msg_count_root
    FROM channelmembers m JOIN channels c ON c.id = m.channelid WHERE m.userid = $1 AND m.channelid = $2`);
