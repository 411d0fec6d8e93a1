import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

const administrators = hot<{ found: boolean }>(`
  SELECT EXISTS (SELECT FROM users
    WHERE coalesce(deleteat, 0) = 0 AND mfaactive AND 'system_admin' = ANY(string_to_array(roles, ' '))) AS found`);

/** True when somebody administers the system who has a second factor. */
export async function hasAdministratorWithFactor(db: Db): Promise<boolean> {
  return (await administrators.run(db, []))[0]?.found ?? false;
}
