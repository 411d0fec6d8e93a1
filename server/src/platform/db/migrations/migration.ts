import type { Db } from '../database.ts';

/** A step of our own schema. It only adds, so that the peer's server can still be started on the database. */
export interface Migration {
  /** Counts from 1. Never reused, never reordered. */
  id: number;
  name: string;
  /** For what PostgreSQL refuses within a transaction (indexes made concurrently). It must bear being run twice. */
  outsideTransaction?: true;
  up(db: Db): Promise<void>;
}
