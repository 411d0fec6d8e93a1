import { expect, test } from 'vitest';
import { startServer } from '../testing/start-server.ts';
import { checkRate } from './rate.ts';

const server = await startServer({ clock: { elapsed: () => 1_000 } });

test('a flood from ever new addresses is counted without looking through them all', () => {
  const ask = (client: string) => checkRate(server.app.services, 'sign-in', client, { requests: 2, per: 10 });
  for (let n = 0; n < 200_000; n += 1) ask(`address ${n}`);
  ask('address 199999');
  expect(() => ask('address 199999')).toThrow(expect.objectContaining({ status: 429 }));
});
