// What a person is told when the database cannot be used: the cause and the remedy, in one sentence.
import { StartupError } from '../startup-error.ts';
import { BadDatabaseUrl, readConnectionUrl } from './connection-settings.ts';

export type DatabaseErrorReason =
  | 'unreachable'
  | 'starting'
  | 'wrong-password'
  | 'not-admitted'
  | 'no-such-database'
  | 'not-permitted'
  | 'too-many-connections'
  | 'disk-full'
  | 'read-only'
  | 'tls'
  | 'bad-url'
  | 'too-old'
  | 'too-new'
  | 'unknown-schema'
  | 'wrong-encoding'
  | 'other-writer'
  | 'unknown';

export interface DatabaseErrorDescription {
  reason: DatabaseErrorReason;
  sentence: string;
}

/** A database that answers, but that this program must not or cannot work with. The message is the sentence. */
export class DatabaseRefused extends StartupError {
  readonly reason: DatabaseErrorReason;

  constructor(reason: DatabaseErrorReason, sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}

const reasonByCode: Record<string, DatabaseErrorReason> = {
  // Of the network, as Node names them.
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOENT: 'unreachable',
  EACCES: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
  // Of PostgreSQL (its manual, appendix A).
  '28P01': 'wrong-password',
  '28000': 'wrong-password',
  '3D000': 'no-such-database',
  '42501': 'not-permitted',
  '53100': 'disk-full',
  '58030': 'disk-full',
  '53300': 'too-many-connections',
  '25006': 'read-only',
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'starting',
};

/** Never shows a password. `url` adds where the database was looked for. */
export function describeDatabaseError(error: unknown, url?: string): DatabaseErrorDescription {
  if (error instanceof DatabaseRefused) return { reason: error.reason, sentence: error.message };
  if (error instanceof BadDatabaseUrl) return { reason: 'bad-url', sentence: error.message };
  const reason = reasonOf(error);
  return { reason, sentence: sentenceFor(reason, place(url), error) };
}

function reasonOf(error: unknown): DatabaseErrorReason {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  // A certificate that the address names and that is not there.
  if ('syscall' in error && error.syscall === 'open') return 'tls';
  if (code === '28000' && error.message.includes('pg_hba.conf')) return 'not-admitted';
  const known = reasonByCode[code];
  if (known) return known;
  if (code.startsWith('08')) return 'unreachable';
  if (code === 'ENOSPC') return 'disk-full';
  // The driver gives no codes to its own errors.
  if (/does not support SSL/.test(error.message)) return 'tls';
  if (/password must be a string/i.test(error.message)) return 'wrong-password';
  if (/timeout|Connection terminated/i.test(error.message)) return 'unreachable';
  return error.cause === undefined ? 'unknown' : reasonOf(error.cause);
}

function sentenceFor(reason: DatabaseErrorReason, where: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  switch (reason) {
    case 'unreachable':
      return `The database${where} cannot be reached (${message}): check that PostgreSQL runs there and that the address in SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE) is right.`;
    case 'starting':
      return `The database${where} is starting up or shutting down (${message}): try again in a moment.`;
    case 'wrong-password':
      return `The database${where} refused the user or the password (${message}): correct them in SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE).`;
    case 'not-admitted':
      return `The database${where} does not admit this connection (${message}): allow it in the server's pg_hba.conf, or correct sslmode in SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE).`;
    case 'no-such-database':
      return `The database server${where} has no such database (${message}): create it, or correct its name in SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE).`;
    case 'not-permitted':
      return `The database user lacks a right${where} (${message}): make it the owner of the database and its schema.`;
    case 'too-many-connections':
      return `The database${where} has no connection left (${message}): raise its max_connections, lower MM_SQLSETTINGS_MAXOPENCONNS, or close connections of other programs.`;
    case 'disk-full':
      return `The database${where} is out of disk space (${message}): free some space and start again.`;
    case 'read-only':
      return `The database${where} is read-only (${message}): point SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE) at the primary server.`;
    case 'tls':
      return `The encrypted connection to the database${where} failed (${message}): correct sslmode and the certificates in SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE).`;
    default:
      return `The database${where} could not be used: ${message}.`;
  }
}

function place(url: string | undefined): string {
  if (url === undefined) return '';
  try {
    const { config } = readConnectionUrl(url);
    const address = config.host?.startsWith('/') ? config.host : `${config.host}:${config.port ?? 5432}`;
    return ` at ${address}${config.database ? `/${config.database}` : ''}`;
  } catch {
    return '';
  }
}
