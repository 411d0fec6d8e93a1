// docs/not-served.md: the published paths of upstream's API that this server does not answer yet.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints } from '../../server/src/registry.ts';
import { root } from '../sources.ts';
import { byText, code, page, table } from './markdown.ts';

const reference = ['../shared', '../../shared']
  .map((folder) => join(root, folder, 'reference/api/routes.csv'))
  .find((file) => existsSync(file));

const explanation = `Tier 1 is everyday chat and its administration, tier 2 integrations, the admin console and the command line. A request for
one of these is answered with a JSON error, 404 \`api.context.404.app_error\`.`;

interface UpstreamRoute {
  tier: string;
  area: string;
  method: string;
  path: string;
}

/** `list` is the text of upstream-routes.csv. */
export function notServedPage(list: string): string {
  const served = new Set(endpoints.map(({ route }) => shapeOf(route.method, route.path)));
  // The hub answers it, without an endpoint.
  served.add(shapeOf('GET', '/api/v4/websocket'));
  const all = upstreamRoutes(list);
  const missing = all.filter(({ method, path }) => !served.has(shapeOf(method, path)));
  const rows = missing.map(({ tier, area, method, path }) => [area, tier, method, code(path)]);
  return page(
    'Published paths that are not served yet',
    '`tools/pages/upstream-routes.csv` and `server/src/registry.ts`',
    explanation,
    `${all.length - missing.length} of ${all.length} are served; these ${missing.length} are not.`,
    table(['Area', 'Tier', 'Method', 'Path'], rows),
  );
}

/** The list of tier 1 and 2 as the reference has it; undefined where the reference is not at hand. */
export function upstreamList(): string | undefined {
  if (reference === undefined) return undefined;
  const [head = '', ...lines] = readFileSync(reference, 'utf8').trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    return { tier: cell('tier'), area: cell('area'), method: cell('method'), path: cell('path'), auth: cell('auth') };
  });
  // Files of the web app, and what only upstream's plugins or its local socket answer, are no paths of the API.
  const api = rows.filter(
    ({ tier, area, method, auth }) =>
      /^[12]$/.test(tier) && area !== 'static' && method !== 'ANY' && auth !== 'local-only',
  );
  const texts = api.map(({ area, tier, method, path }) => [area, tier, method, path].join(','));
  return ['area,tier,method,path', ...new Set(texts.toSorted(byText)), ''].join('\n');
}

export const upstreamListPath = 'tools/pages/upstream-routes.csv';

function upstreamRoutes(text: string): UpstreamRoute[] {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [area = '', tier = '', method = '', path = ''] = line.split(',');
      return { area, tier, method, path };
    });
}

/** Two paths are the same when they differ in the names of their parameters only. */
const shapeOf = (method: string, path: string): string =>
  `${method} ${path.replace(/\{[^}]*\}+|:\w+/g, '*').replace(/\/$/, '')}`;
