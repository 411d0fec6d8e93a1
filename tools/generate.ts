// Writes what is derived: types of statements, the tables in docs/, the code in the tutorials and the access matrix.
//   node tools/generate.ts [--check] [--tables | --statements]   with --check writes nothing and fails when a file is
//   stale; --tables leaves out what takes a database: the access matrix and the types, of which it checks that they are
//   those of the statements' texts. --statements writes these types only, in some ten seconds.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onScratchDatabase } from '../server/src/testing/scratch-database.ts';
import { configurationTable } from '../server/src/platform/config/configuration-table.ts';
import { areasOfSettings } from './pages/registered.ts';
import { endpointsPage } from './pages/endpoints.ts';
import { eventsPage } from './pages/events.ts';
import { notServedPage, upstreamList, upstreamListPath } from './pages/not-served.ts';
import { permissionsPage } from './pages/permissions.ts';
import { withSnippets } from './pages/snippets.ts';
import { wirePage } from './pages/wire.ts';
import { root, sources } from './sources.ts';
import { generatedTypes, staleTypes, typesWithoutStatements } from './statements/generated.ts';

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

const [check, onlyTables, onlyStatements] = ['--check', '--tables', '--statements'].map((flag) =>
  process.argv.includes(flag),
);
if (check) {
  const stale = Object.entries(await derived()).filter(([path, text]) => text !== read(path));
  for (const path of [...stale.map(([path]) => path), ...(await staleTypes())]) {
    console.error(`${path} is stale: run npm run generate.`);
    process.exitCode = 1;
  }
} else {
  if (!onlyTables) await writeTypes();
  if (!onlyStatements) write(await derived());
  if (!onlyTables && !onlyStatements) process.exitCode = writeAccessMatrix();
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === read(path)) continue;
    writeFileSync(join(root, path), text);
    console.log(`${path} is written anew.`);
  }
}

async function writeTypes(): Promise<void> {
  const pages = await onScratchDatabase(generatedTypes);
  write(pages);
  for (const path of typesWithoutStatements(new Set(Object.keys(pages)))) rmSync(join(root, path));
}

/** It takes a running server and a database, which the tests have, one part after another; their comparison is the check. */
function writeAccessMatrix(): number {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=1', 'server/src/testing/shape/matrix/part-'];
  const env = { ...process.env, INNERMOST_WRITE_MATRIX: '1' };
  return spawnSync(process.execPath, vitest, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
}
