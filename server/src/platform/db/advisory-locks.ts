// PostgreSQL's advisory locks are numbers that all programs on one database share. Ours have this class.
const ours = 1_229_867_345;

/** A pair for `pg_advisory_lock(class, number)`, as SQL. */
export const advisoryLock = {
  migrations: `${ours}, 1`,
  writer: `${ours}, 2`,
} as const;
