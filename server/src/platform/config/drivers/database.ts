// The configuration in the table `configurations`, as upstream keeps it: each change adds a row, one row is active.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TimeOfDay } from '../../clock.ts';
import type { Database, Db, Tx } from '../../db/database.ts';
import { newId } from '../../ids.ts';
import { StartupError } from '../../startup-error.ts';
import { isObject, valueAt, type JsonObject } from '../tree.ts';
import type { ConfigDriver } from './driver.ts';

const dayMs = 86_400_000;
const alwaysKept = 5;

export function databaseConfig(database: Pick<Database, 'db' | 'transaction'>, clock: TimeOfDay): ConfigDriver {
  return {
    load: async () => parse(await activeValue(database.db)),
    change: (next) =>
      database.transaction(async (tx) => {
        // Two processes that change at once take turns; readers are not held up.
        await sql`lock table configurations in share row exclusive mode`.execute(tx);
        const text = await activeValue(tx);
        const replacement = next(parse(text));
        const replacementText = JSON.stringify(replacement);
        if (replacementText !== text) await replaceActive(tx, replacementText, clock.now());
        await forgetOld(tx, replacement, clock.now());
        return replacement;
      }),
    close: async () => {},
  };
}

async function activeValue(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('configurations').select('value').where('active', '=', true).executeTakeFirst();
  return row?.value;
}

function parse(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // What follows says it for both.
  }
  throw new StartupError(
    'The active row of the table "configurations" is not a JSON object. Correct it, or delete the row to start with the defaults.',
  );
}

async function replaceActive(tx: Tx, value: string, now: number): Promise<void> {
  await tx.updateTable('configurations').set({ active: null }).where('active', '=', true).execute();
  const sha = createHash('sha256').update(value).digest('hex');
  await tx.insertInto('configurations').values({ id: newId(), value, create_at: now, active: true, sha }).execute();
}

async function forgetOld(tx: Tx, stored: JsonObject, now: number): Promise<void> {
  const days = valueAt(stored, ['JobSettings', 'CleanupConfigThresholdDays']);
  if (typeof days !== 'number' || days < 0) return;
  const latest = tx.selectFrom('configurations').select('id').orderBy('create_at', 'desc').limit(alwaysKept);
  await tx
    .deleteFrom('configurations')
    .where('active', 'is', null)
    .where('create_at', '<', now - days * dayMs)
    .where('id', 'not in', latest)
    .execute();
}
