/** Calls a part of the endpoints as everybody, so that several files share the work, and holds the answers against the table. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOnNetwork, type Endpoint } from '../../../endpoint/endpoint.ts';
import { endpoints as all } from '../../../registry.ts';
import { startServer } from '../../start-server.ts';
import { bodyOf } from '../bodies.ts';
import { callIn, shapeSettings, worldFor } from '../calls.ts';
import { callers, type Caller } from '../world.ts';
import { rowsOf, tableOf } from './table.ts';

const file = join(import.meta.dirname, '../access-matrix.md');
/** Set by `tools/generate.ts`, which runs the parts one after another: each writes its rows into the table. */
const isWriting = process.env['INNERMOST_WRITE_MATRIX'] === '1';

export const nameOf = ({ route }: Endpoint): string => `${route.method} ${route.path}`;
/** In the order of the table. */
export const onNetwork = all
  .filter(isOnNetwork)
  .toSorted(({ route: a }, { route: b }) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));

/** Every `of`th endpoint, from the `nth` on. */
export async function testPart(nth: number, of: number): Promise<void> {
  const endpoints = onNetwork.filter((_one, index) => index % of === nth - 1);
  const server = await startServer({
    config: {
      ...shapeSettings,
      MessageExportSettings: { DownloadExportResults: true },
    },
  });

  async function statusFor(endpoint: Endpoint, caller: Caller): Promise<number> {
    const world = await worldFor(server, endpoint, caller);
    const { status, text } = await callIn(server, endpoint, world, bodyOf(endpoint, world));
    const where = `${nameOf(endpoint)} by ${caller}`;
    expect(status === 500 ? text : '', where).toBe('');
    for (const secret of world.secrets) expect(text, where).not.toContain(secret);
    return status;
  }

  test('everybody gets the answers in the table, nobody an unexpected failure or what is secret from him', async () => {
    const rows = new Map<string, string>();
    const neverDone: string[] = [];
    for (const endpoint of endpoints) {
      // The administrator last and alone: what he may do to everybody must not meet the others.
      const others = callers.filter((caller) => caller !== 'admin');
      const statuses = await Promise.all(others.map((caller) => statusFor(endpoint, caller)));
      statuses.push(await statusFor(endpoint, 'admin'));
      if (!statuses.some((status) => status < 300)) neverDone.push(endpoint.route.path);
      rows.set(
        nameOf(endpoint),
        `| ${[endpoint.route.method, `\`${endpoint.route.path}\``, ...statuses].join(' | ')} |`,
      );
    }
    // Nobody's password is known to be right.
    expect(neverDone).toEqual(
      endpoints.map(({ route }) => route.path).filter((path) => path === '/api/v4/users/login'),
    );
    const known = rowsOf(readFileSync(file, 'utf8'));
    if (isWriting) writeFileSync(file, tableOf(onNetwork.map(nameOf), new Map([...known, ...rows])));
    else expect([...rows.values()]).toEqual(endpoints.map((endpoint) => known.get(nameOf(endpoint))));
  }, 240_000);

  test('without a session only what is open to anyone answers', async () => {
    for (const endpoint of endpoints) {
      if (!endpoint.declaration.access.needsSession) continue;
      expect(await statusFor(endpoint, 'nobody'), endpoint.route.path).toBe(401);
    }
  });
}
