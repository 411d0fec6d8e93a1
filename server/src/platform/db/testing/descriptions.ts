// For tests: what differs between two catalogues, and how to build a database from one.
import { readFile } from 'node:fs/promises';
import type { Catalogue } from '../catalogue.ts';
import level10 from '../upstream/catalogue-10.5.json' with { type: 'json' };
import level11 from '../upstream/catalogue-11.6.json' with { type: 'json' };

/** The compiler gives JSON its literal type, in which every table is another type. */
export const catalogue10: Catalogue = structuredClone<Catalogue>(level10);
export const catalogue11: Catalogue = structuredClone<Catalogue>(level11);

/** One line for each thing that only one has, or that they have differently. The order of columns counts. */
export function differences(found: Catalogue, described: Catalogue): string[] {
  const [left, right] = [lines(found), lines(described)];
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths]
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => `${path}: found ${left.get(path) ?? 'nothing'}, described ${right.get(path) ?? 'nothing'}`);
}

/** A catalogue as a flat list, `tables.posts.columns.id` → `1. character varying(26) NOT NULL`. */
function lines(catalogue: Catalogue): Map<string, string> {
  const result = new Map<string, string>();
  const add = (path: string, texts: Record<string, string>, numbered = false): void => {
    Object.entries(texts).forEach(([name, text], index) => {
      result.set(`${path}.${name}`, numbered ? `${index + 1}. ${text}` : text);
    });
  };
  for (const [name, table] of Object.entries(catalogue.tables)) {
    add(`tables.${name}.columns`, table.columns, true);
    add(`tables.${name}.constraints`, table.constraints);
    add(`tables.${name}.indexes`, table.indexes);
    result.set(`tables.${name}.options`, (table.options ?? []).join(' '));
  }
  for (const [name, view] of Object.entries(catalogue.views)) {
    add(`views.${name}.columns`, view.columns, true);
    add(`views.${name}.indexes`, view.indexes);
  }
  for (const [name, labels] of Object.entries(catalogue.enums)) result.set(`enums.${name}`, labels.join(' '));
  return result;
}

/** The statements that make a database of this description, without rows. */
export async function statementsFor(catalogue: Catalogue): Promise<string[]> {
  const tables = Object.entries(catalogue.tables);
  const indexes = tables.flatMap(([, table]) => Object.values(table.indexes));
  const constraints = tables.flatMap(([name, table]) =>
    Object.entries(table.constraints).map(([constraint, text]) => ({ name, constraint, text })),
  );
  // What foreign keys refer to must be a key by then.
  const keysFirst = constraints.toSorted((a, b) => Number(isForeignKey(a.text)) - Number(isForeignKey(b.text)));
  return [
    ...Object.entries(catalogue.enums).map(([name, labels]) => `CREATE TYPE ${name} AS ENUM (${quoted(labels)})`),
    ...tables.map(([name, { columns, options }]) => {
      const lines = Object.entries(columns).map(([column, text]) => `"${column}" ${text}`);
      return `CREATE TABLE ${name} (${lines.join(', ')}) ${options ? `WITH (${options.join(', ')})` : ''}`;
    }),
    ...keysFirst.map(({ name, constraint, text }) => `ALTER TABLE ${name} ADD CONSTRAINT ${constraint} ${text}`),
    ...indexes,
    ...(await viewStatements(Object.keys(catalogue.views))),
  ];
}

function isForeignKey(constraint: string): boolean {
  return constraint.startsWith('FOREIGN KEY');
}

function quoted(labels: readonly string[]): string {
  return labels.map((label) => `'${label}'`).join(', ');
}

/** What views compute is not part of a description. */
async function viewStatements(names: readonly string[]): Promise<string[]> {
  const file = await readFile(new URL('../upstream/views.sql', import.meta.url), 'utf8');
  const views = file.split(/(?=^CREATE MATERIALIZED VIEW )/m).slice(1);
  return views.filter((text) => names.some((name) => text.startsWith(`CREATE MATERIALIZED VIEW ${name} `)));
}
