import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Replaces the token. */
export const keepSetupToken = statement(
  'keepSetupToken',
  sql`
  INSERT INTO innermost.setup_token (tokenhash, createat) VALUES (:token_hash, :now)
  ON CONFLICT (one) DO UPDATE SET tokenhash = excluded.tokenhash, createat = excluded.createat`,
);

export const selectSetupToken = statement(
  'selectSetupToken',
  sql`SELECT tokenhash AS token_hash FROM innermost.setup_token`,
);

/** After the first account the token opens nothing, so it is not kept. */
export const forgetSetupToken = statement('forgetSetupToken', sql`DELETE FROM innermost.setup_token`);
