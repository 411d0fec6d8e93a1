/** Direct and group channels and the people in them. */
import { hot } from '../../../platform/db/hot.ts';

export interface Party {
  id: string;
  username: string;
  is_guest: boolean;
}

/** Those of the people $1 who exist. */
export const selectParties = hot<Party>(`
  SELECT id, coalesce(username, '') AS username, 'system_guest' = ANY(string_to_array(coalesce(roles, ''), ' ')) AS is_guest
    FROM users WHERE id = ANY($1)`);

/** Whether $1 and $2 are in one team. */
export const shareTeam = hot<{ shared: boolean }>(`
  SELECT EXISTS (
    SELECT FROM teammembers a JOIN teammembers b ON b.teamid = a.teamid AND coalesce(b.deleteat, 0) = 0
     WHERE a.userid = $1 AND b.userid = $2 AND coalesce(a.deleteat, 0) = 0) AS shared`);
