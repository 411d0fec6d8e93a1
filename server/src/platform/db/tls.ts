import { Client, type ClientConfig } from 'pg';
import type { ConnectionSettings } from './connection-settings.ts';

/**
 * Makes one connection to learn which of the URL's TLS choices the server accepts (`prefer` and `allow` have two).
 * Rejects with the error that says more when neither is accepted.
 */
export async function connectWithTlsChoice({ config, tls }: ConnectionSettings): Promise<ClientConfig['ssl']> {
  const [first = false, second] = tls;
  if (second === undefined) return first;
  try {
    await tryOnce({ ...config, ssl: first });
    return first;
  } catch (error) {
    if (!mayDependOnTls(error)) throw error;
    try {
      await tryOnce({ ...config, ssl: second });
    } catch (secondError) {
      throw isRefusalOfTls(secondError) ? error : secondError;
    }
    return second;
  }
}

async function tryOnce(config: ClientConfig): Promise<void> {
  const client = new Client(config);
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

/** 28000: the server's access rules refuse this host with, or without, encryption. */
function mayDependOnTls(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '28000') return true;
  return isRefusalOfTls(error) || /SSL|TLS/i.test(error.message) || code === 'EPROTO';
}

/** The driver's own error; it has no code. */
function isRefusalOfTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not support SSL');
}
