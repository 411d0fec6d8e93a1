import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** The hash of the token with which the first account may be made from elsewhere; at most one row. */
export const setupToken: Migration = {
  id: 2,
  name: 'setup-token',
  up: async (db) => {
    await sql`
      CREATE TABLE innermost.setup_token (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        tokenhash varchar(64) NOT NULL,
        createat bigint NOT NULL
      )`.execute(db);
  },
};
