// For tests: the measured facts about release 11.6.0, which are not part of the repository.
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../../../../', import.meta.url);
const folder = ['../shared/reference/', '../../shared/reference/']
  .map((path) => new URL(path, root))
  .find((url) => existsSync(url));

export const hasReference = folder !== undefined;
if (!hasReference) console.info('The reference folder is not beside the repository: its files are not compared.');

/** The rows of a CSV file of the reference, by the names in its first line. */
export function readReference(path: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(readFileSync(new URL(path, folder), 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
