import { hot } from '../../platform/db/hot.ts';

/** Replaces the token: hash $1, at $2 (ms). */
export const keepSetupToken = hot<never>(`
  INSERT INTO innermost.setup_token (tokenhash, createat) VALUES ($1, $2)
  ON CONFLICT (one) DO UPDATE SET tokenhash = excluded.tokenhash, createat = excluded.createat`);

export const selectSetupToken = hot<{ token_hash: string }>(
  `SELECT tokenhash AS token_hash FROM innermost.setup_token`,
);

/** After the first account the token opens nothing, so it is not kept. */
export const forgetSetupToken = hot<never>(`DELETE FROM innermost.setup_token`);
