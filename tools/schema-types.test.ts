import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaTypes } from './schema-types.ts';

test('the row types in the repository are those of the catalogue', () => {
  const path = join(import.meta.dirname, '../server/src/platform/db/schema.gen.ts');
  expect(readFileSync(path, 'utf8') === schemaTypes()).toBe(true);
});
