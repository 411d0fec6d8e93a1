/** Direct and group channels and the people in them. */
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './conversations.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export interface Party {
  id: string;
  username: string;
  is_guest: boolean;
}

/** Those of the people who exist. */
export const selectParties = statement(
  'selectParties',
  sql`
  SELECT id, coalesce(username, '') AS username, 'system_guest' = ANY(string_to_array(coalesce(roles, ''), ' ')) AS is_guest
    FROM users WHERE id = ANY(:ids)`,
);

/** Whether both are in one team. */
export const shareTeam = statement(
  'shareTeam',
  sql`
  SELECT EXISTS (
    SELECT FROM teammembers a JOIN teammembers b ON b.teamid = a.teamid AND coalesce(b.deleteat, 0) = 0
     WHERE a.userid = :user_id AND b.userid = :other_id AND coalesce(a.deleteat, 0) = 0) AS shared`,
);
