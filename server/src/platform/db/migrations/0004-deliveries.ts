import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What was told to the addresses of hooks and commands, and what they answered, for seven days. `targetorigin` is what
 * a breaker will count by, `signingkey` and `replayof` are for signatures and for sending again.
 */
export const deliveries: Migration = {
  id: 4,
  name: 'deliveries',
  up: async (db) => {
    await sql`
      CREATE TABLE innermost.deliveries (
        id varchar(26) PRIMARY KEY,
        kind varchar(32) NOT NULL,
        integrationid varchar(26) NOT NULL,
        subjectid varchar(26) NOT NULL DEFAULT '',
        replayof varchar(26) NOT NULL DEFAULT '',
        method varchar(8) NOT NULL,
        target text NOT NULL,
        targetorigin varchar(300) NOT NULL,
        signingkey varchar(26) NOT NULL DEFAULT '',
        status varchar(16) NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        duration integer NOT NULL DEFAULT 0,
        answercode smallint NOT NULL DEFAULT 0,
        failure varchar(32) NOT NULL DEFAULT '',
        error text NOT NULL DEFAULT '',
        createat bigint NOT NULL,
        updateat bigint NOT NULL,
        requestheaders text NOT NULL,
        requestbody text NOT NULL,
        requestsize bigint NOT NULL,
        responseheaders text NOT NULL DEFAULT '{}',
        responsebody text NOT NULL DEFAULT '',
        responsesize bigint NOT NULL DEFAULT 0
      )`.execute(db);
    await sql`CREATE INDEX deliveries_integration ON innermost.deliveries (integrationid, createat DESC, id)`.execute(
      db,
    );
    await sql`CREATE INDEX deliveries_create_at ON innermost.deliveries (createat)`.execute(db);
  },
};
