import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.gen.ts';

/** Whether what runs is inside a transaction: what it starts is, too, until that has ended. */
const inside = new AsyncLocalStorage<{ isOpen: boolean }>();

/** Throws inside a transaction. `what` is the subject of the sentence. */
export function refuseInTransaction(what: string): void {
  if (inside.getStore()?.isOpen) throw new Error(`${what} inside a transaction`);
}

/** Whatever happens, the connection goes back to the pool, or is closed when it can no longer be trusted. */
export async function transact<T>(db: Kysely<Schema>, run: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().execute();
  const state = { isOpen: true };
  try {
    const result = await inside.run(state, () => run(tx));
    await tx.commit().execute();
    return result;
  } catch (error) {
    // After a COMMIT that failed, too: only this gives the connection back, and closes it where it fails as well. The
    // first error is the one to tell.
    await tx
      .rollback()
      .execute()
      .catch(() => undefined);
    throw error;
  } finally {
    state.isOpen = false;
  }
}

/** A read-only transaction for as long as somebody takes what it gives. */
export async function* reading<T>(
  db: Kysely<Schema>,
  read: (tx: Transaction<Schema>) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    yield* read(tx);
  } finally {
    await tx
      .rollback()
      .execute()
      .catch(() => undefined);
  }
}
