import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources } from '../sources.ts';

const documents = sources('{*.md,docs/**/*.md}');

test('what the documents name is there', () => {
  expect(documents.length).toBeGreaterThan(10);
  let named = 0;
  for (const { path, text } of documents) {
    // Decisions are not edited afterwards, so what they name may have moved on.
    if (path.startsWith('docs/decisions/')) continue;
    for (const [, name = ''] of text.matchAll(
      /`((?:protocol|client|server|web|ctl|e2e|bench|docs|tools)\/[\w./-]+)`/g,
    )) {
      named += 1;
      expect(existsSync(join(root, name)), `${path} names ${name}`).toBe(true);
    }
  }
  expect(named).toBeGreaterThan(50);
});

test('links between them lead somewhere', () => {
  for (const { path, text } of documents)
    for (const [, link = ''] of text.matchAll(/\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      expect(existsSync(join(root, dirname(path), link)), `${path} links to ${link}`).toBe(true);
});
