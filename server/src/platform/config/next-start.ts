// What the next start would stumble over: addresses and files of this machine that cannot be used.
import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, relative, resolve } from 'node:path';
import type { Config, ConfigPatch } from './config.ts';
import { fileStoreFault } from './file-store-fault.ts';
import { readListen } from './forms.ts';
import { InvalidSettingError } from './patch.ts';
import { isServersOwn } from './paths.ts';
import { declared, valueAt, withValueAt, type JsonObject } from './tree.ts';

const settings = [
  ['ServiceSettings', 'ListenAddress'],
  ['MetricsSettings', 'ListenAddress'],
] as const;

/**
 * Tries each changed address for a moment, and looks for the files that become needed. Rejects with
 * `InvalidSettingError` where the server could not start again.
 */
export async function checkNextStart(
  accepted: ConfigPatch,
  before: Config,
  dataDir: string | undefined,
): Promise<void> {
  const held = settings.map((path) => readListen(String(valueAt(before, path)))?.port);
  for (const path of settings) {
    const wanted = valueAt(accepted, path);
    if (typeof wanted !== 'string') continue;
    const fault = await faultOf(wanted, held);
    if (fault !== undefined) throw new InvalidSettingError(`${path.join('.')} must ${fault}`);
  }
  const touches = neededFiles.some((path) => valueAt(accepted, path) !== undefined);
  const [missing] = touches ? missingFiles(merged(before, accepted)) : [];
  if (missing) throw new InvalidSettingError(missing.sentence);
  if (valueAt(accepted, ['FileSettings']) === undefined) return;
  const next = merged(before, accepted);
  const fault = fileStoreFault(next) ?? folderFault(next, dataDir);
  if (fault !== undefined) throw new InvalidSettingError(fault);
}

const neededFiles = [
  ['ServiceSettings', 'ConnectionSecurity'],
  ['ServiceSettings', 'TLSCertFile'],
  ['ServiceSettings', 'TLSKeyFile'],
] as const;

/** The files that the configuration asks for and that cannot be read, with a sentence for the operator. */
export function missingFiles({ ServiceSettings }: Config): { setting: string; sentence: string }[] {
  if (ServiceSettings.ConnectionSecurity !== 'TLS') return [];
  const files = {
    'ServiceSettings.TLSCertFile': ServiceSettings.TLSCertFile,
    'ServiceSettings.TLSKeyFile': ServiceSettings.TLSKeyFile,
  };
  return Object.entries(files).flatMap(([setting, path]) => {
    const code = path === '' ? undefined : unreadable(path);
    if (code === undefined) return [];
    const variable = declared.find(({ name }) => name === setting)?.variable ?? '';
    const sentence = `${setting} names a file that cannot be read (${path}: ${code}): correct it or ${variable}, or leave ServiceSettings.ConnectionSecurity empty.`;
    return [{ setting, sentence }];
  });
}

/** Why files cannot be kept in the folder that the configuration names; it is made by the start where it is missing. */
function folderFault({ FileSettings }: Config, dataDir: string | undefined): string | undefined {
  const { Directory, DriverName } = FileSettings;
  if (DriverName !== 'local' || Directory === '') return undefined;
  const folder = resolve(Directory);
  if (dataDir !== undefined && isServersOwn(relative(resolve(dataDir), folder)))
    return `FileSettings.Directory names a folder that belongs to the server itself (${folder}): name another.`;
  const code = unusable(folder);
  return code === undefined
    ? undefined
    : `FileSettings.Directory names a folder that cannot be used (${folder}: ${code}): name another, or leave it empty.`;
}

/** Of what is not there yet, the folder in which it would be made decides. */
function unusable(path: string): string | undefined {
  try {
    if (!statSync(path).isDirectory()) return 'no folder';
    accessSync(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' && dirname(path) !== path ? unusable(dirname(path)) : code;
  }
}

function unreadable(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile() ? undefined : 'no file';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

function merged(config: Config, accepted: ConfigPatch): Config {
  let next: JsonObject = config;
  for (const { path } of declared) {
    const wanted = valueAt(accepted, path);
    if (wanted !== undefined) next = withValueAt(next, path, wanted);
  }
  // Each accepted value has been read as what it is declared.
  return next as Config;
}

async function faultOf(text: string, held: readonly (number | undefined)[]): Promise<string | undefined> {
  const { host, port } = readListen(text) ?? { host: undefined, port: 0 };
  if (port === 0) return 'name a port other than 0, or the address would be another one at each start.';
  const server = createServer();
  try {
    await once(server.listen({ port, host: host ?? '::' }), 'listening');
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    // By this server itself, as long as it runs.
    if (code === 'EADDRINUSE' && held.includes(port)) return undefined;
    // A machine without IPv6 has every address of IPv4 all the same.
    if (host === undefined && (code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL')) return undefined;
    return `be an address on which this machine lets the server listen: ${text} is refused (${code}).`;
  } finally {
    server.close();
  }
}
