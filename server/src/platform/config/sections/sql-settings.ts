import { choice, flag, generatedSecret, group, secret, secretJson, secretList, whole } from '../setting.ts';

interface ReplicaLagSetting {
  readonly DataSource: string;
  readonly QueryAbsoluteLag: string;
  readonly QueryTimeLag: string;
}

export const sqlSettings = group({
  DriverName: choice('postgres', [], 'Always PostgreSQL.'),
  DataSource: secret(
    'PostgreSQL address, read from the environment or config.json only; empty starts the embedded database.',
  ),
  DataSourceReplicas: secretList('PostgreSQL addresses of replicas for reading.'),
  DataSourceSearchReplicas: secretList('PostgreSQL addresses of replicas for searching.'),
  MaxIdleConns: whole(50, 'Idle database connections kept open.'),
  MaxOpenConns: whole(
    100,
    'Database connections at most, besides the one that holds the database for this server. It never opens more than 16; fewer than 4 are too few to work with, and 4 are opened then.',
  ),
  ConnMaxLifetimeMilliseconds: whole(3_600_000, 'Longest life of a database connection, in milliseconds.'),
  ConnMaxIdleTimeMilliseconds: whole(300_000, 'Longest idle time of a database connection, in milliseconds.'),
  Trace: flag(false, 'Log every statement.'),
  AtRestEncryptKey: generatedSecret('Key for what is kept encrypted in the database.'),
  QueryTimeout: whole(30, 'Seconds a statement may take.'),
  DisableDatabaseSearch: flag(false, 'Do not search with the database, where another engine does.'),
  MigrationsStatementTimeoutSeconds: whole(100_000, 'Seconds a statement of an upgrade may take.'),
  ReplicaLagSettings: secretJson<readonly ReplicaLagSetting[]>([], 'How the lag of each replica is measured.'),
  ReplicaMonitorIntervalSeconds: whole(5, 'Seconds between looks at the replicas.'),
});
