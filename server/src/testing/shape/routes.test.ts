import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { expect, test } from 'vitest';
import { areas, endpoints } from '../../registry.ts';

const protocol = join(import.meta.dirname, '../../../../protocol/src');

async function routeConstants(): Promise<Map<string, AnyRoute>> {
  const found = new Map<string, AnyRoute>();
  for (const file of globSync('*.ts', { cwd: protocol }).filter((name) => !name.endsWith('.test.ts'))) {
    const module = (await import(join(protocol, file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) if (isRoute(value)) found.set(name, value);
  }
  return found;
}

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value;

const key = ({ method, path }: AnyRoute): string => `${method} ${path.replace(/:\w+/g, ':')}`;

test('every route of the protocol has one endpoint', async () => {
  const bound = new Set(endpoints.map(({ route }) => route));
  const constants = await routeConstants();
  expect(constants.size).toBeGreaterThan(100);
  const unbound = [...constants].filter(([, route]) => !bound.has(route)).map(([name]) => name);
  expect(unbound).toEqual([]);
});

test('every endpoint binds a route of the protocol, and no two the same', async () => {
  const known = new Set((await routeConstants()).values());
  for (const { route } of endpoints) expect(known.has(route), `${route.method} ${route.path}`).toBe(true);
  const keys = endpoints.map(({ route }) => key(route));
  expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([]);
});

test('every handler has a name, for the table, the log and the origin of its errors', () => {
  for (const { name, route } of endpoints) {
    expect(name, route.path).toMatch(/^[a-z]\w+$/);
  }
});

test('whatever changes something without the transaction of its request says why', () => {
  for (const { route, declaration } of endpoints) {
    if (route.method === 'GET' || declaration.transaction !== 'none') continue;
    expect(declaration.because ?? '', `${route.method} ${route.path}`).toMatch(/\w+ \w+/);
  }
});

test('no read takes a body', () => {
  for (const { route, declaration } of endpoints)
    if (route.method === 'GET') expect(declaration.body, `GET ${route.path} reads a body`).toBeUndefined();
});

test('every area shows a body for each of its endpoints that takes one, and for no other', () => {
  for (const { name, endpoints: own = [], examples = [] } of areas) {
    const shown = examples.map(({ route }) => key(route));
    const takes = own.filter(({ declaration }) => declaration.body).map(({ route }) => key(route));
    // Its body is read by the endpoint itself.
    const reads = name === 'hooks' ? ['POST /hooks/:'] : [];
    expect(shown.toSorted(), name).toEqual([...takes, ...reads].toSorted());
  }
});
