// Writes what is derived: the tables in docs/, the code in the tutorials and the access matrix.
//   node tools/generate.ts [--check | --tables]   with --check writes nothing and fails when a file is stale; with
//   --tables leaves out the access matrix, which takes a running server
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationTable } from '../server/src/platform/config/configuration-table.ts';
import { areasOfSettings } from './pages/registered.ts';
import { endpointsPage } from './pages/endpoints.ts';
import { eventsPage } from './pages/events.ts';
import { notServedPage, upstreamList, upstreamListPath } from './pages/not-served.ts';
import { permissionsPage } from './pages/permissions.ts';
import { withSnippets } from './pages/snippets.ts';
import { wirePage } from './pages/wire.ts';
import { root, sources } from './sources.ts';

const read = (path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

/** Path → what the file must hold. */
async function derived(): Promise<Record<string, string>> {
  const list = upstreamList() ?? read(upstreamListPath);
  const tutorials = sources('docs/adding-*.md').map(({ path, text }) => [path, withSnippets(text)]);
  return {
    [upstreamListPath]: list,
    'docs/configuration.md': configurationTable(areasOfSettings()),
    'docs/endpoints.md': endpointsPage(),
    'docs/events.md': eventsPage(),
    'docs/not-served.md': notServedPage(list),
    'docs/permissions.md': permissionsPage(),
    'docs/wire.md': wirePage(),
    ...Object.fromEntries(tutorials),
  };
}

const check = process.argv.includes('--check');
const stale = Object.entries(await derived()).filter(([path, text]) => text !== read(path));
if (check) {
  for (const [path] of stale) console.error(`${path} is stale: run npm run generate.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) {
    writeFileSync(join(root, path), text);
    console.log(`${path} is written anew.`);
  }
  if (!process.argv.includes('--tables')) process.exitCode = writeAccessMatrix();
}

/** It takes a running server and a database, which the tests have, one part after another; their comparison is the check. */
function writeAccessMatrix(): number {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=1', 'server/src/testing/shape/matrix/part-'];
  const env = { ...process.env, INNERMOST_WRITE_MATRIX: '1' };
  return spawnSync(process.execPath, vitest, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
}
