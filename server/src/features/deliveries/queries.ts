import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';
import type { OurTables } from '../../platform/db/our-tables.ts';

type Table = OurTables['innermost.deliveries'];

export type LoggedDelivery = Selectable<Table>;

export async function insertDelivery(db: Db, row: Insertable<Table>): Promise<void> {
  await db.insertInto('innermost.deliveries').values(row).execute();
}

/** What became of an attempt. Does nothing when the row is gone: it was too old. */
export async function updateDelivery(db: Db, id: string, change: Updateable<Table>): Promise<void> {
  await db.updateTable('innermost.deliveries').set(change).where('id', '=', id).execute();
}

export async function deliveryById(db: Db, id: string): Promise<LoggedDelivery | undefined> {
  return db.selectFrom('innermost.deliveries').selectAll().where('id', '=', id).executeTakeFirst();
}

const removeOlder = hot<{ id: string }>(`
  DELETE FROM innermost.deliveries WHERE id IN (
    SELECT id FROM innermost.deliveries WHERE createat < $1 LIMIT $2) RETURNING id`);

/** Removes up to `limit` of those made before `before` (ms). Answers how many. */
export async function deleteDeliveriesBefore(db: Db, before: number, limit: number): Promise<number> {
  return (await removeOlder.run(db, [before, limit])).length;
}
