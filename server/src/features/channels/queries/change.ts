/** Changes of a channel itself. The copy of a public channel is kept in step. */
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './change.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export const updateFields = statement(
  'updateFields',
  sql`
WITH changed AS (
  UPDATE channels SET updateat = :now, name = :name, displayname = :display_name, header = :header, purpose = :purpose, groupconstrained = :group_constrained?
   WHERE id = :id
)
UPDATE publicchannels SET name = :name, displayname = :display_name, header = :header, purpose = :purpose WHERE id = :id`,
);

/** 0 to restore. */
export const updateDeleteAt = statement(
  'updateDeleteAt',
  sql`
WITH changed AS (
  UPDATE channels SET updateat = :now, deleteat = :delete_at WHERE id = :id
)
UPDATE publicchannels SET deleteat = :delete_at WHERE id = :id`,
);

export const makePublic = statement(
  'makePublic',
  sql`
WITH changed AS (
  UPDATE channels SET updateat = :now, type = 'O' WHERE id = :id
  RETURNING id, coalesce(deleteat, 0) AS deleteat, teamid, displayname, name, header, purpose
)
INSERT INTO publicchannels (id, deleteat, teamid, displayname, name, header, purpose)
SELECT id, deleteat, teamid, displayname, name, header, purpose FROM changed
    ON CONFLICT (id) DO UPDATE
   SET deleteat = excluded.deleteat, displayname = excluded.displayname, name = excluded.name, header = excluded.header,
       purpose = excluded.purpose`,
);

export const makePrivate = statement(
  'makePrivate',
  sql`
WITH changed AS (
  UPDATE channels SET updateat = :now, type = 'P' WHERE id = :id
)
DELETE FROM publicchannels WHERE id = :id`,
);
