// The endpoints of the server, each with the area that declares it.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../../server/src/endpoint/endpoint.ts';
import { endpoints } from '../../server/src/registry.ts';
import { byText } from './markdown.ts';

export interface Registered {
  endpoint: Endpoint;
  area: string;
}

/** By path, then method. */
export async function registered(): Promise<Registered[]> {
  const areaOf = await areasOfEndpoints();
  return endpoints
    .map((endpoint) => ({ endpoint, area: areaOf.get(endpoint) ?? '' }))
    .toSorted(
      (a, b) =>
        byText(a.endpoint.route.path, b.endpoint.route.path) ||
        byText(a.endpoint.route.method, b.endpoint.route.method),
    );
}

async function areasOfEndpoints(): Promise<Map<unknown, string>> {
  const features = join(import.meta.dirname, '../../server/src/features');
  const areas = new Map<unknown, string>();
  for (const file of globSync('*/endpoints.ts', { cwd: features })) {
    const module = (await import(join(features, file))) as Record<string, unknown>;
    for (const one of Object.values(module).flat()) areas.set(one, file.replaceAll('\\', '/').split('/')[0] ?? '');
  }
  return areas;
}
