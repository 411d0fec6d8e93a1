import { expect, test } from 'vitest';
import { schemaOf } from '../../../endpoint/reads.ts';
import { partsOf } from '../body-parts.ts';
import { withBody } from './lenient.ts';

test('the parts of a body are found', () => {
  const all = withBody.flatMap(({ declaration }) => partsOf(schemaOf(declaration.body)));
  expect(all.length).toBeGreaterThan(250);
  expect([...new Set(all.map(({ kind }) => kind))].toSorted()).toEqual([
    'flag',
    'list',
    'map',
    'number',
    'object',
    'text',
  ]);
});
