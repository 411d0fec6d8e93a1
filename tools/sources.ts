import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export interface Source {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
}

/** The files that fit the pattern, by path; neither dependencies nor builds. */
export function sources(pattern: string): Source[] {
  return globSync(pattern, { cwd: root, exclude: (name) => /(^|[/\\])(node_modules|dist)$/.test(name) })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The same without tests and what only tests use. */
export function productSources(pattern: string): Source[] {
  return sources(pattern).filter(({ path }) => !/\.test\.tsx?$|\/testing[./]/.test(path));
}
