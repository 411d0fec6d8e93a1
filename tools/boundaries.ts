// Who may import whom. The tables below are the architecture; `node tools/boundaries.ts` checks them against every file.
import { dirname, join, normalize } from 'node:path';
import { type Source, sources } from './sources.ts';
import { every, lineOf, memberOf, nameOf, nodeAt, nodesAt, parse, textOf, type Node, type Parsed } from './syntax.ts';

const everything = [''];
const platform = ['protocol', 'server/src/platform', 'server/src/version.ts'];
const endpoint = [
  ...platform,
  'server/src/access',
  'server/src/realtime',
  'server/src/work',
  'server/src/jobs',
  'server/src/endpoint',
];
const registry = 'server/src/registry.ts';
const shell = ['protocol', 'client', 'web/src/live', 'web/src/text', 'web/src/ui', 'web/src/words'];
const people = [...shell, 'web/src/queries', 'web/src/shell'];

/** Folder or file → what it may import besides itself. The longest entry that fits a file counts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  client: ['protocol'],
  web: ['protocol', 'client'],
  'web/build': ['tools/syntax.ts', 'tools/words'],
  'web/src/live': ['protocol', 'client', 'web/src/words'],
  'web/src/queries': ['protocol', 'client', 'web/src/live', 'web/src/words'],
  'web/src/words': [],
  'web/src/ui': ['web/src/words'],
  'web/src/text': ['protocol', 'web/src/ui', 'web/src/words'],
  'web/src/styles': [],
  'web/src/shell': shell,
  'web/src/people': people,
  'web/src/features': [...people, 'web/src/people', 'web/src/styles'],
  ctl: ['protocol', 'client'],
  bench: [
    'protocol',
    'client',
    'server/src/platform',
    'server/src/realtime',
    'server/src/testing',
    'server/src/features/posts/index.ts',
    'e2e/support',
  ],
  e2e: ['protocol', 'client', 'server/src/testing', 'server/src/platform/pictures/testing', 'web/src/live'],
  'server/src/platform': platform,
  'server/src/access': platform,
  'server/src/realtime': platform,
  'server/src/work': [...platform, 'server/src/access', 'server/src/realtime'],
  'server/src/endpoint': [...platform, 'server/src/access', 'server/src/realtime', 'server/src/work'],
  'server/src/jobs': [...platform, 'server/src/access', 'server/src/realtime', 'server/src/work'],
  'server/src/area': endpoint,
  'server/src/features': [...endpoint, 'server/src/area'],
  'server/src': everything,
};

/** The areas everything rests on, lowest first: each may use those before it, and every other area all of them. */
const core = ['sessions', 'users', 'files', 'posts', 'channels', 'teams'];
/** What the other areas may use of one another. */
const alsoUses: Readonly<Record<string, readonly string[]>> = {
  preferences: ['categories'],
  status: ['preferences'],
};

/** What a part of the screen may use of others: never one that uses it. One that is not listed uses none. */
export const featuresUse: Readonly<Record<string, readonly string[]>> = {
  teams: ['account'],
  reactions: ['emoji'],
  links: ['files'],
  uploads: ['files'],
  timeline: ['attachments', 'emoji', 'files', 'links', 'reactions', 'uploads'],
  composer: ['emoji', 'timeline', 'uploads'],
  channels: ['composer', 'files', 'teams', 'timeline'],
  threads: ['channels', 'composer', 'files', 'timeline'],
  sidebar: ['direct', 'teams'],
  webhooks: ['attachments'],
  settings: ['account', 'teams'],
  frame: ['account', 'channels', 'direct', 'emoji', 'files', 'sidebar', 'teams', 'threads', 'timeline', 'uploads'],
};

/** Package → the only places that may import it. */
const packages: Readonly<Record<string, RegExp>> = {
  pg: /^server\/src\/(platform\/db|testing)\/|^bench\//,
  '@aws-sdk/client-s3': /^server\/src\/platform\/files\/s3\//,
  fastify: /^server\/src\/platform\/http\//,
  'file-type': /^server\/src\/features\/files\//,
  undici: /^server\/src\/platform\/fetch\//,
  sharp: /^server\/src\/platform\/pictures\/(decoder|testing)\//,
  ws: /^server\/src\/realtime\//,
  '@lingui/core': /^web\/src\/words\//,
  kysely: /^server\/src\/(platform\/(db|config\/drivers)\/|access\/|features\/.+\/queries)/,
};

interface Privilege {
  is(node: Node): boolean;
  only: RegExp;
  rule: string;
}

const isMember = (node: Node, object: string, name: string): boolean =>
  nameOf(nodeAt(node, 'object')) === object && memberOf(node) === name;
const builders = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom']);

/** What server sources may do in one place only. */
const privileges: readonly Privilege[] = [
  {
    is: (node) => isMember(node, 'process', 'env'),
    only: /platform\/config\//,
    rule: 'only platform/config reads the environment',
  },
  {
    is: (node) =>
      isMember(node, 'Date', 'now') ||
      (node.type === 'NewExpression' &&
        nameOf(nodeAt(node, 'callee')) === 'Date' &&
        nodesAt(node, 'arguments').length === 0),
    only: /platform\/clock\.ts$/,
    rule: 'only platform/clock asks the time',
  },
  {
    is: (node) => node.type === 'CallExpression' && nameOf(nodeAt(node, 'callee')) === 'fetch',
    only: /platform\/fetch\//,
    rule: 'only platform/fetch calls addresses: use the fetcher of the services',
  },
  {
    is: (node) => nameOf(node) === 'wholeServer',
    only: /server\/src\/(work|jobs|endpoint)\/|server\/src\/app\.ts$/,
    rule: 'the database in reach is that of a work',
  },
  {
    is: (node) =>
      node.type === 'CallExpression' &&
      (nameOf(nodeAt(node, 'callee')) === 'statementsOf' || builders.has(memberOf(nodeAt(node, 'callee')) ?? '')),
    only: /\/queries[./]|platform\/(db|config\/drivers)\/|src\/access\//,
    rule: 'SQL stands in queries only',
  },
];

/** A sentence for each import or call that the tables do not allow. */
export function violations(files: readonly Source[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (mayDoAnything(path)) return [];
    const parsed = parse(path, text);
    const found = importsOf(parsed).flatMap(({ line, name }) => {
      const rule = ruleAgainst(path, name);
      return rule === undefined ? [] : [`${path}:${line} imports ${name}: ${rule}`];
    });
    return found.concat(misuses(path, parsed));
  });
}

const importing = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
]);

export function importsOf(parsed: Parsed): { line: number; name: string }[] {
  return [...every(parsed.program)].flatMap(({ node }) => {
    const name = importing.has(node.type) ? textOf(nodeAt(node, 'source')) : undefined;
    return name === undefined ? [] : [{ line: lineOf(parsed, node), name }];
  });
}

function ruleAgainst(path: string, name: string): string | undefined {
  const target = targetOf(path, name);
  if (target === undefined) {
    const only = packages[name];
    return only && !only.test(path) ? `${name} belongs elsewhere` : undefined;
  }
  const [folder, allowed] = entryFor(path);
  if (![folder, ...allowed].some((place) => isWithin(target, place))) return `${folder} may not import it`;
  const lister = listerOf(target);
  if (lister !== undefined && path !== lister) return `only ${lister} imports it`;
  return ruleOfFeatures(path, target) ?? ruleOfAreas(path, target);
}

/** The one file that takes up a list: the registry lists areas, an area its endpoints, those the ones of sub-folders. */
function listerOf(target: string): string | undefined {
  const [, area = '', inside, list] =
    /^(server\/src\/features\/[^/]+)\/(.+\/)?(area|endpoints)\.ts$/.exec(target) ?? [];
  if (list === undefined) return undefined;
  if (list === 'area') return registry;
  return inside === undefined ? `${area}/area.ts` : `${area}/endpoints.ts`;
}

function ruleOfFeatures(path: string, target: string): string | undefined {
  const [from, to] = [featureOf(path), featureOf(target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  return featuresUse[from]?.includes(to) ? undefined : `${from} does not stand above ${to}`;
}

function ruleOfAreas(path: string, target: string): string | undefined {
  const [from, to] = [areaOf(path), areaOf(target)];
  if (to === undefined || path === registry) return undefined;
  if (from === to) {
    const queries = /^server\/src\/features\/.+\/queries[./]/;
    const allowed = queries.test(target) || target.endsWith('-row.ts') || !queries.test(path);
    return allowed ? undefined : 'queries import no operation';
  }
  if (!target.endsWith(`/${to}/index.ts`)) return `of the area ${to}, others may use its index.ts only`;
  if (from === undefined) return undefined;
  const below = core.includes(from) ? core.slice(0, core.indexOf(from)) : core;
  return [...below, ...(alsoUses[from] ?? [])].includes(to) ? undefined : `${from} does not stand above ${to}`;
}

/** The file that is meant, or undefined for a package. */
export function targetOf(path: string, name: string): string | undefined {
  const [, workspace, rest] = /^@innermost\/([a-z]+)\/(.+)$/.exec(name) ?? [];
  if (workspace !== undefined) return `${workspace}/src/${rest}`;
  return name.startsWith('.')
    ? normalize(join(dirname(path), name.replace(/\?.*$/, ''))).replaceAll('\\', '/')
    : undefined;
}

function misuses(path: string, parsed: Parsed): string[] {
  if (!path.startsWith('server/src/')) return [];
  const held = privileges.filter(({ only }) => !only.test(path));
  const found = [...every(parsed.program)].flatMap(({ node }) =>
    held.filter(({ is }) => is(node)).map(({ rule }) => `${path}:${lineOf(parsed, node)} ${rule}`),
  );
  return [...new Set(found)];
}

function entryFor(path: string): [string, readonly string[]] {
  const fitting = Object.keys(mayImport).filter((place) => isWithin(path, place));
  const longest = fitting.toSorted((a, b) => b.length - a.length)[0] ?? path;
  return [longest, mayImport[longest] ?? []];
}

const isWithin = (path: string, place: string): boolean =>
  place === '' || path === place || path.startsWith(`${place}/`);

const featureOf = (path: string): string | undefined => /^web\/src\/features\/([^/]+)\//.exec(path)?.[1];

const areaOf = (path: string): string | undefined => /^server\/src\/features\/([^/]+)\//.exec(path)?.[1];

/** Tests drive what they test from any side, and tools look at everything. */
const mayDoAnything = (path: string): boolean =>
  /\.test\.tsx?$|^server\/src\/(.+\/)?testing(\/|\.ts$)|^tools\//.test(path);

export const repositorySources = (): Source[] =>
  sources('{protocol,client,server,web,ctl,e2e,bench,tools}/**/*.{ts,tsx,mjs}');

if (import.meta.main) {
  const found = violations(repositorySources());
  for (const sentence of found) console.error(sentence);
  process.exitCode = found.length === 0 ? 0 : 1;
}
