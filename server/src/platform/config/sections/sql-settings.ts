import { choice, duration, flag, generatedSecret, group, secret, secretJson, secretList, whole } from '../setting.ts';

interface ReplicaLagSetting {
  readonly DataSource: string;
  readonly QueryAbsoluteLag: string;
  readonly QueryTimeLag: string;
}

export const sqlSettings = group({
  DriverName: choice('postgres', [], 'Always PostgreSQL.', { applies: 'clients' }),
  DataSource: secret(
    'PostgreSQL address, read from the environment or config.json only; empty starts the embedded database.',
    { overApi: 'refused', applies: 'restart' },
  ),
  DataSourceReplicas: secretList('PostgreSQL addresses of replicas for reading.'),
  DataSourceSearchReplicas: secretList('PostgreSQL addresses of replicas for searching.'),
  MaxIdleConns: whole(50, 'Idle database connections kept open.', { min: 0, max: 10_000, unit: 'connections' }),
  MaxOpenConns: whole(
    100,
    'Database connections at most, besides the one that holds the database for this server. It never opens more than 16; fewer than 4 are too few to work with, and 4 are opened then.',
    { min: 1, max: 10_000, unit: 'connections', applies: 'now' },
  ),
  ConnMaxLifetimeMilliseconds: duration(3_600_000, 'Longest life of a database connection, in milliseconds.', {
    unit: 'milliseconds',
    or: 0,
  }),
  ConnMaxIdleTimeMilliseconds: duration(300_000, 'Longest idle time of a database connection, in milliseconds.', {
    unit: 'milliseconds',
    or: 0,
  }),
  Trace: flag(false, 'Log every statement.'),
  AtRestEncryptKey: generatedSecret('Key for what is kept encrypted in the database.'),
  QueryTimeout: duration(30, 'Seconds a statement may take.', { unit: 'seconds', max: 86_400, or: 0, applies: 'now' }),
  DisableDatabaseSearch: flag(false, 'Do not search with the database, where another engine does.'),
  MigrationsStatementTimeoutSeconds: duration(100_000, 'Seconds a statement of an upgrade may take.', {
    unit: 'seconds',
    or: 0,
  }),
  ReplicaLagSettings: secretJson<readonly ReplicaLagSetting[]>([], 'How the lag of each replica is measured.'),
  ReplicaMonitorIntervalSeconds: duration(5, 'Seconds between looks at the replicas.', {
    unit: 'seconds',
    max: 86_400,
  }),
});
