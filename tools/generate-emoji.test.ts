import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { emojiFiles } from './generate-emoji.ts';

test('the emoji tables in the repository are those of the installed datasource', () => {
  for (const [path, content] of Object.entries(emojiFiles())) {
    expect(readFileSync(join(import.meta.dirname, '..', path), 'utf8') === content, path).toBe(true);
  }
});
