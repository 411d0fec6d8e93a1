// Whether the server could start again on an address that the API sets.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config, ConfigPatch } from './config.ts';
import { readListen } from './forms.ts';
import { InvalidSettingError } from './patch.ts';
import { valueAt } from './tree.ts';

const settings = [
  ['ServiceSettings', 'ListenAddress'],
  ['MetricsSettings', 'ListenAddress'],
] as const;

/** Tries each changed address for a moment. Rejects with `InvalidSettingError` where this machine refuses it. */
export async function checkListening(accepted: ConfigPatch, before: Config): Promise<void> {
  const held = settings.map((path) => readListen(String(valueAt(before, path)))?.port);
  for (const path of settings) {
    const wanted = valueAt(accepted, path);
    if (typeof wanted !== 'string') continue;
    const fault = await faultOf(wanted, held);
    if (fault !== undefined) throw new InvalidSettingError(`${path.join('.')} must ${fault}`);
  }
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
