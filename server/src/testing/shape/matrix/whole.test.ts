import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOnNetwork } from '../../../endpoint/endpoint.ts';
import { endpoints } from '../../../registry.ts';
import { startServer } from '../../start-server.ts';
import { bodyOf } from '../bodies.ts';
import { callIn, worldFor } from '../calls.ts';
import { onNetwork, nameOf } from './matrix.ts';
import { rowsOf, tableOf } from './table.ts';

const server = await startServer({ config: { RateLimitSettings: { Enable: false } } });

test('the table has a row for each endpoint on the network, in order, and no other', () => {
  const text = readFileSync(join(import.meta.dirname, '../access-matrix.md'), 'utf8');
  const rows = rowsOf(text);
  expect([...rows.keys()]).toEqual(onNetwork.map(nameOf));
  expect(text).toBe(tableOf(onNetwork.map(nameOf), rows));
});

test('what is for local sockets only is unknown on the network, to administrators too', async () => {
  const hidden = endpoints.filter((endpoint) => !isOnNetwork(endpoint));
  expect(hidden.length).toBeGreaterThan(0);
  for (const endpoint of hidden)
    for (const caller of ['nobody', 'member', 'admin'] as const) {
      const world = await worldFor(server, endpoint, caller);
      const { status, text } = await callIn(server, endpoint, world, bodyOf(endpoint, world));
      const said = [status, (JSON.parse(text) as { id: string }).id];
      expect(said, `${nameOf(endpoint)} by ${caller}`).toEqual([404, 'api.context.404.app_error']);
    }
});
