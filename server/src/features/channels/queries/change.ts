/** Changes of a channel itself. The copy of a public channel is kept in step. */
import { hot } from '../../../platform/db/hot.ts';

/** $2 now (ms), $3 name, $4 display name, $5 header, $6 purpose, $7 kept by groups. */
export const updateFields = hot<never>(`
WITH changed AS (
  UPDATE channels SET updateat = $2, name = $3, displayname = $4, header = $5, purpose = $6, groupconstrained = $7
   WHERE id = $1
)
UPDATE publicchannels SET name = $3, displayname = $4, header = $5, purpose = $6 WHERE id = $1`);

/** $2 now (ms), $3 time of deletion, 0 to restore. */
export const updateDeleteAt = hot<never>(`
WITH changed AS (
  UPDATE channels SET updateat = $2, deleteat = $3 WHERE id = $1
)
UPDATE publicchannels SET deleteat = $3 WHERE id = $1`);

/** $2 now (ms). */
export const makePublic = hot<never>(`
WITH changed AS (
  UPDATE channels SET updateat = $2, type = 'O' WHERE id = $1
  RETURNING id, coalesce(deleteat, 0) AS deleteat, teamid, displayname, name, header, purpose
)
INSERT INTO publicchannels (id, deleteat, teamid, displayname, name, header, purpose)
SELECT id, deleteat, teamid, displayname, name, header, purpose FROM changed
    ON CONFLICT (id) DO UPDATE
   SET deleteat = excluded.deleteat, displayname = excluded.displayname, name = excluded.name, header = excluded.header,
       purpose = excluded.purpose`);

/** $2 now (ms). */
export const makePrivate = hot<never>(`
WITH changed AS (
  UPDATE channels SET updateat = $2, type = 'P' WHERE id = $1
)
DELETE FROM publicchannels WHERE id = $1`);
