import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './factors.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const administrators = statement(
  'administrators',
  sql`
  SELECT EXISTS (SELECT FROM users
    WHERE coalesce(deleteat, 0) = 0 AND mfaactive AND 'system_admin' = ANY(string_to_array(roles, ' '))) AS found`,
);

/** True when somebody administers the system who has a second factor. */
export async function hasAdministratorWithFactor(db: Db): Promise<boolean> {
  return (await administrators(db))[0]?.found ?? false;
}
