// Reads a database URL the way libpq does, which differs from the driver's own reading in what `sslmode` means.
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { type ClientConfig, TypeOverrides, types } from 'pg';
import { StartupError } from '../startup-error.ts';

/** The ways to try, in this order, until the server accepts one; `false` is without TLS. */
type TlsChoices = readonly (false | ConnectionOptions)[];

export interface ConnectionSettings {
  /** What the driver needs, without `ssl`. */
  config: ClientConfig;
  tls: TlsChoices;
}

export class BadDatabaseUrl extends StartupError {
  constructor(cause: string) {
    super(`The database address in SqlSettings.DataSource (MM_SQLSETTINGS_DATASOURCE) cannot be used: ${cause}.`);
  }
}

/** Parameters that libpq or other drivers define; whatever else stands in the URL is a setting of the session. */
const knownParameters = new Set(
  `application_name binary_parameters client_encoding connect_timeout database dbname fallback_application_name host
  keepalives keepalives_idle options password port sslcert sslkey sslmode sslnegotiation sslrootcert
  target_session_attrs user`.split(/\s+/),
);

/**
 * `postgres://user:password@host:port/database?…`; a Unix socket is `?host=/folder`. `connect_timeout` is in seconds.
 * Throws `BadDatabaseUrl` when the URL cannot be read or names an unknown `sslmode`.
 */
export function readConnectionUrl(text: string): ConnectionSettings {
  const url = parseUrl(text);
  const given = Object.fromEntries(url.searchParams);
  const host = given['host'] ?? (decodePart(url.hostname).replace(/^\[(.+)\]$/, '$1') || 'localhost');
  const port = given['port'] ?? url.port;
  const user = given['user'] ?? decodePart(url.username);
  const password = given['password'] ?? decodePart(url.password);
  const database = given['dbname'] ?? given['database'] ?? decodePart(url.pathname.slice(1));
  const options = sessionSettings(given);
  const config: ClientConfig = {
    host,
    application_name: given['application_name'] ?? given['fallback_application_name'] ?? 'innermost',
    connectionTimeoutMillis: (Number(given['connect_timeout']) || 10) * 1000,
    keepAlive: true,
    types: typeParsers(),
    ...(port ? { port: Number(port) } : {}),
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    ...(database ? { database } : {}),
    ...(options ? { options } : {}),
  };
  return { config, tls: host.startsWith('/') ? [false] : tlsChoices(given) };
}

function parseUrl(text: string): URL {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new BadDatabaseUrl('it does not begin with postgres://');
  try {
    // libpq allows an address without a host (`user@/database?host=/folder`), the URL standard does not.
    const url = new URL(text.replace(/^([^/]+\/\/[^/?]*)@(?=[/?])/, '$1@localhost'));
    decodePart(url.username + url.password + url.pathname);
    return url;
  } catch {
    throw new BadDatabaseUrl('it is not a valid URL (special characters in a password are written as %XX)');
  }
}

function decodePart(part: string): string {
  return decodeURIComponent(part);
}

/** Wire: Mattermost's driver takes unknown parameters, such as `search_path`, as settings of the session. */
function sessionSettings(given: Record<string, string>): string {
  const settings = Object.entries(given).filter(([name]) => !knownParameters.has(name) && /^[a-z_.]+$/.test(name));
  const escaped = settings.map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, '\\$&')}`);
  return [given['options'] ?? '', ...escaped].join(' ').trim();
}

function tlsChoices(given: Record<string, string>): TlsChoices {
  const files = certificates(given);
  const unverified = { ...files, rejectUnauthorized: false };
  const authorityOnly = { ...files, checkServerIdentity: () => undefined };
  switch (given['sslmode'] ?? 'prefer') {
    case 'disable':
      return [false];
    case 'allow':
      return [false, unverified];
    case 'prefer':
      return [unverified, false];
    case 'require':
      // As in libpq, a root certificate that is given is also used.
      return [given['sslrootcert'] ? authorityOnly : unverified];
    case 'no-verify':
      return [unverified];
    case 'verify-ca':
      return [authorityOnly];
    case 'verify-full':
      return [files];
    default:
      throw new BadDatabaseUrl('its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full');
  }
}

function certificates(given: Record<string, string>): ConnectionOptions {
  const { sslcert, sslkey, sslrootcert } = given;
  return {
    ...(sslcert ? { cert: readCertificate('sslcert', sslcert) } : {}),
    ...(sslkey ? { key: readCertificate('sslkey', sslkey) } : {}),
    // `system` means the authorities that the machine trusts, which is what is used when none is given.
    ...(sslrootcert && sslrootcert !== 'system' ? { ca: readCertificate('sslrootcert', sslrootcert) } : {}),
  };
}

function readCertificate(parameter: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new BadDatabaseUrl(`the file that ${parameter} names cannot be read`);
  }
}

/** Times and counters are int8 and fit a number. Only `linkmetadata.hash` uses all 64 bits: select it as text. */
function typeParsers(): TypeOverrides {
  const int8Array = 1016;
  const parsers = new TypeOverrides();
  parsers.setTypeParser(types.builtins.INT8, Number);
  parsers.setTypeParser(int8Array, (value: string) => {
    const items = value === '{}' ? [] : value.slice(1, -1).split(',');
    return items.map((item) => (item === 'NULL' ? null : Number(item)));
  });
  return parsers;
}
