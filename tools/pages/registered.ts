// The endpoints of the server, each with the area that declares it.
import type { Endpoint } from '../../server/src/endpoint/endpoint.ts';
import { areas } from '../../server/src/registry.ts';
import { byText } from './markdown.ts';

export interface Registered {
  endpoint: Endpoint;
  area: string;
}

/** By path, then method. */
export function registered(): Registered[] {
  return areas
    .flatMap((area) => (area.endpoints ?? []).map((endpoint) => ({ endpoint, area: area.name })))
    .toSorted(
      (a, b) =>
        byText(a.endpoint.route.path, b.endpoint.route.path) ||
        byText(a.endpoint.route.method, b.endpoint.route.method),
    );
}

/** `Section.Key` → the areas that read it. */
export function areasOfSettings(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, settings = [] } of areas)
    for (const setting of settings) found.set(setting, [...(found.get(setting) ?? []), name].toSorted(byText));
  return found;
}
