import { once } from 'node:events';
import { connect } from 'node:net';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { hostileAddresses, resolveHostile, startCanary } from '../../testing/hostile-addresses.ts';
import { Fetcher } from './fetcher.ts';

const canary = await startCanary();
const hostile = hostileAddresses(canary.port);
/** Stands for a host of the public internet: an address of this machine that the setting allows. */
const outside = '127.0.0.2';
const settings = { allowed: outside, acceptAnyCertificate: true };
const fetcher = new Fetcher({ settings: () => settings, resolve: resolveHostile });
const bounds = { timeout: 10_000, maxBytes: 1_000 };

let location = '';
const redirecting = createServer((_request, response) => {
  // As bytes, because Node would refuse what is no header.
  response.socket?.end(
    Buffer.from(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`, 'latin1'),
  );
});
await once(redirecting.listen(0, outside), 'listening');
const { port } = redirecting.address() as AddressInfo;

afterAll(async () => {
  await fetcher.close();
  await canary.close();
  redirecting.close();
});

describe('hostile addresses', () => {
  test.each(hostile.map((one) => [one.trick, one] as const))('%s', async (_trick, { url, reason }) => {
    await expect(fetcher.fetch({ url, ...bounds })).rejects.toMatchObject({ name: 'FetchError', reason });
    expect(canary.connections()).toBe(0);
  });
});

describe('redirects to hostile addresses', () => {
  const reachable = hostile.filter(({ url }) => !/^$|^\/|[\n ]/.test(url) && url.length < 9_000);
  test.each(reachable.map((one) => [one.trick, one] as const))('%s', async (_trick, { url, reason }) => {
    location = URL.parse(url)?.href ?? url;
    const fetched = fetcher.fetch({ url: `http://${outside}:${port}/`, ...bounds });
    await expect(fetched).rejects.toMatchObject({ name: 'FetchError', reason });
    expect(canary.connections()).toBe(0);
  });
});

test('the refusal names the setting and tells nothing of what is inside', async () => {
  const failed = await fetcher
    .fetch({ url: 'http://cloud.hostile.example/secret?token=1', ...bounds })
    .catch((error: unknown) => error);
  expect(failed).toMatchObject({
    message:
      'The host cloud.hostile.example is in a network that this server does not call for others: an administrator can allow it with ServiceSettings.AllowedUntrustedInternalConnections.',
    detail: 'cloud.hostile.example leads to 169.254.169.254 (link-local)',
  });
});

test('the canary hears whoever does come', async () => {
  for (const host of ['127.0.0.1', '::1']) {
    const socket = connect(canary.port, host);
    await once(socket, 'close');
  }
  expect(canary.connections()).toBe(2);
});
