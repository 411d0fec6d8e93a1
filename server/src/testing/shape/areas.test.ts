/** What areas declare, held against what their code does. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emissionsIn } from '../../../../tools/pages/emissions.ts';
import { areas } from '../../registry.ts';
import { configurationReads } from './configuration-reads.ts';

const features = join(import.meta.dirname, '../../features');
const files = globSync('**/*.ts', { cwd: features })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.test.ts'));
// All at once, because a type that names a section may stand in another file. Declarations are no reads.
const sources = files
  .filter((path) => !path.endsWith('/area.ts'))
  .map((path) => ({ path, text: readFileSync(join(features, path), 'utf8') }));
const { reads } = configurationReads(sources);
const isIn = (name: string) => (path: string) => path.startsWith(`${name}/`);

test('every folder of features is an area of its name, and the registry has them all', () => {
  const folders = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''));
  expect(areas.map(({ name }) => name).toSorted()).toEqual([...folders].toSorted());
});

describe.each(areas)('$name', ({ name, settings = [], events = [] }) => {
  test('names the settings that it reads', () => {
    const read = [...reads].filter(([, paths]) => [...paths].some(isIn(name))).map(([setting]) => setting);
    expect([...settings].toSorted()).toEqual(read.toSorted());
  });

  test('names the events that it sends', () => {
    const own = sources.filter(({ path }) => isIn(name)(path));
    const sent = new Set(own.flatMap(({ path, text }) => emissionsIn(path, text)).map(({ event }) => event));
    expect([...events].toSorted()).toEqual([...sent].toSorted());
  });
});
