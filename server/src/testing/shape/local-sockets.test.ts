import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endpoints } from '../../registry.ts';

const table = join(import.meta.dirname, '../../../../../shared/reference/api/routes.csv');
const nameless = (path: string): string => path.replaceAll(/:\w+|\{\w+\}/g, ':');

test.skipIf(!existsSync(table))('local sockets answer what upstream’s local mode does, as far as it is served', () => {
  const [head = '', ...lines] = readFileSync(table, 'utf8').trim().split('\n');
  const column = head.split(',').indexOf('local_socket');
  const upstream = new Set<string>();
  for (const line of lines) {
    const cells = line.split(',');
    if (cells[column] === 'yes') upstream.add(`${cells[0]} ${nameless(cells[1] ?? '')}`);
  }
  expect(upstream.size).toBe(167);
  const served = endpoints.map(({ route, declaration }) => ({
    name: `${route.method} ${nameless(route.path)}`,
    isLocal: declaration.onSocket === 'local',
  }));
  expect(served.filter(({ name, isLocal }) => isLocal !== upstream.has(name)).map(({ name }) => name)).toEqual([]);
});
