import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { parse } from './syntax.ts';
import { featuresUse, importsOf, repositorySources, targetOf, violations } from './boundaries.ts';
import { root, type Source } from './sources.ts';

test('the repository keeps to its boundaries', () => {
  expect(violations(repositorySources())).toEqual([]);
});

const planted: [rule: string, source: Source][] = [
  [
    'protocol imports the client',
    { path: 'protocol/src/a.ts', text: `import { b } from '@innermost/client/http.ts';` },
  ],
  ['web imports the server', { path: 'web/src/a.ts', text: `import type { B } from '@innermost/server/app.ts';` }],
  ['web imports the server by path', { path: 'web/src/a.ts', text: `import { b } from '../../server/src/app.ts';` }],
  ['platform imports a feature', inServer('platform/a.ts', '../features/users/index.ts')],
  ['platform imports access', inServer('platform/db/a.ts', '../../access/can.ts')],
  ['realtime imports access', inServer('realtime/a.ts', '../access/can.ts')],
  ['access imports an endpoint', inServer('access/a.ts', '../endpoint/endpoint.ts')],
  ['the shell imports a feature', inWeb('shell/a.ts', '../features/people/a.ts')],
  ['a button knows of the store', inWeb('ui/a.ts', '../live/store.ts')],
  ['the store imports a screen', inWeb('live/a.ts', '../features/frame/Frame.tsx')],
  ['text knows of the store', inWeb('text/a.ts', '../live/live.ts')],
  ['words know of a button', inWeb('words/a.ts', '../ui/Button.tsx')],
  ['lingui outside the words', inWeb('shell/a.ts', '@lingui/core')],
  ['the shell knows of people', inWeb('shell/a.ts', '../people/names.ts')],
  ['people import a part of the screen', inWeb('people/a.ts', '../features/direct/NewDirect.tsx')],
  ['a part of the screen imports the routes', inWeb('features/frame/a.ts', '../../routes.tsx')],
  ['a part of the screen imports one above it', inWeb('features/timeline/a.ts', '../channels/ToPost.tsx')],
  ['a part of the screen imports one beside it', inWeb('features/webhooks/a.ts', '../settings/Security.tsx')],
  ['a part that is not listed imports another', inWeb('features/search/a.ts', '../timeline/PostRow.tsx')],
  ['a type runs up', { path: 'web/src/live/a.ts', text: `import type { Place } from '../shell/paths.ts';` }],
  ['a late import runs up', { path: 'web/src/shell/a.ts', text: `await import('../features/frame/Frame.tsx');` }],
  ['a feature imports the app', inServer('features/users/a.ts', '../../app.ts')],
  ['a feature imports a test server', inServer('features/users/a.ts', '../../testing/start-server.ts')],
  ['an area reaches past an index', inServer('features/threads/a.ts', '../posts/create/prepare.ts')],
  ['the app reaches past an index', inServer('app.ts', './features/posts/create/prepare.ts')],
  ['uphill', inServer('features/users/a.ts', '../posts/index.ts')],
  ['from the core to a leaf', inServer('features/posts/a.ts', '../threads/index.ts')],
  ['from leaf to leaf', inServer('features/threads/a.ts', '../reactions/index.ts')],
  ['an operation imports endpoints', inServer('features/users/a.ts', './endpoints.ts')],
  ['the registry imports endpoints past their area', inServer('registry.ts', './features/users/endpoints.ts')],
  ['an area lists endpoints of a part past its list', inServer('features/posts/area.ts', './read/endpoints.ts')],
  ['the app imports an area', inServer('app.ts', './features/users/area.ts')],
  ['queries import an operation', inServer('features/users/queries.ts', './add-user.ts')],
  ['a query file imports an operation', inServer('features/posts/create/queries/a.ts', '../prepare.ts')],
  ['pg outside platform/db', inServer('access/a.ts', 'pg')],
  ['fastify outside platform/http', inServer('endpoint/a.ts', 'fastify')],
  ['ws outside realtime', inServer('platform/a.ts', 'ws')],
  ['Kysely outside queries', inServer('features/users/a.ts', 'kysely')],
  [
    'an import over lines',
    { path: 'protocol/src/a.ts', text: `import {\n  a,\n  b,\n} from '@innermost/client/http.ts';` },
  ],
  ['an export', { path: 'protocol/src/a.ts', text: `export * from '@innermost/client/http.ts';` }],
  ['a bare import', { path: 'protocol/src/a.ts', text: `import '@innermost/client/http.ts';` }],
  ['a late import', { path: 'protocol/src/a.ts', text: `const b = await import('@innermost/client/http.ts');` }],
  ['the environment', { path: 'server/src/app.ts', text: `const home = process.env['HOME'];` }],
  ['the time', { path: 'server/src/features/users/a.ts', text: 'const now = Date.now();' }],
  ['the time, otherwise', { path: 'server/src/features/users/a.ts', text: 'const now = new Date();' }],
  ['the database', { path: 'server/src/features/users/a.ts', text: 'const { database } = wholeServer(services);' }],
  ['the environment, by its name', { path: 'server/src/app.ts', text: `const { HOME } = process['env'];` }],
  ['a type from elsewhere', { path: 'protocol/src/a.ts', text: `let b: import('@innermost/client/http.ts').Client;` }],
  ['a query', { path: 'server/src/features/users/a.ts', text: `const rows = db\n  .selectFrom('users')` }],
  [
    'a statement',
    { path: 'server/src/features/users/a.ts', text: 'const statement = statementsOf<Statements>(import.meta.url);' },
  ],
];

test.each(planted)('a planted violation is caught: %s', (_rule, source) => {
  expect(violations([source])).toHaveLength(1);
});

test.each([
  inServer('registry.ts', './features/users/area.ts'),
  inServer('features/users/area.ts', './endpoints.ts'),
  inServer('features/channels/endpoints.ts', './members/endpoints.ts'),
  inServer('features/posts/a.ts', '../users/index.ts'),
  inServer('features/threads/a.ts', '../teams/index.ts'),
  inServer('features/users/add-user.ts', './queries.ts'),
  inServer('features/posts/read/queries/a.ts', '../../post-row.ts'),
  inServer('features/users/users.test.ts', '../../testing/start-server.ts'),
  inWeb('routes.tsx', './features/frame/Frame.tsx'),
  inWeb('features/frame/a.ts', '../threads/ThreadPanel.tsx'),
  inWeb('features/channels/a.ts', '../timeline/PostRow.tsx'),
  inWeb('features/emoji/a.ts', '../../people/names.ts'),
  inWeb('features/emoji/growth.test.ts', '../timeline/rows.ts'),
  { path: 'server/src/app.ts', text: '// Nobody calls Date.now() but the clock.' },
  { path: 'server/src/app.ts', text: `const said = "import { b } from 'pg'; Date.now()";` },
])('what is allowed passes: $path $text', (source) => {
  expect(violations([source])).toEqual([]);
});

test('no two parts of the screen use each other, not even round about', () => {
  const reached = (from: string, seen: readonly string[]): readonly string[] =>
    (featuresUse[from] ?? []).flatMap((to) => (seen.includes(to) ? [to] : [to, ...reached(to, [...seen, to])]));
  expect(Object.keys(featuresUse).filter((feature) => reached(feature, []).includes(feature))).toEqual([]);
});

test('the check reads every import', () => {
  const sources = repositorySources().filter(({ path }) => !path.startsWith('tools/'));
  expect(sources.length).toBeGreaterThan(300);
  for (const { path, text } of sources) {
    const found = importsOf(parse(path, text));
    // What the parser itself lists of a module is what was read, and leads to a file.
    const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
    const listed = [
      ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
      // What was imported and is exported again has its origin, too.
      ...staticExports
        .filter(({ start, end }) => /^export (type )?[*{].* from /s.test(text.slice(start, end)))
        .flatMap(({ entries }) => entries[0]?.moduleRequest?.value ?? []),
      ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start, end)).flatMap(quoted),
    ];
    const types = text.match(/(?<=[:|<(&] |typeof |<)import\('[^']+'\)/g) ?? [];
    expect(found.map(({ name }) => name).toSorted(), path).toEqual([...listed, ...types.flatMap(quoted)].toSorted());
    for (const { name } of found) {
      const target = targetOf(path, name);
      if (target !== undefined) expect(existsSync(join(root, target)), `${path}: ${name}`).toBe(true);
    }
  }
});

const quoted = (text: string): string[] => /'([^']+)'/.exec(text)?.slice(1) ?? [];

function inWeb(path: string, name: string): Source {
  return { path: `web/src/${path}`, text: `import { b } from '${name}';` };
}

function inServer(path: string, name: string): Source {
  return { path: `server/src/${path}`, text: `import { b } from '${name}';` };
}
