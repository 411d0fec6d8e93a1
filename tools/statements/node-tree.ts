// Reads PostgreSQL's own notation for parsed queries, `{VAR :varno 1 :varattno 2 …}`, as the catalogue has it.

export type Tree = Node | readonly Tree[] | string | undefined;

export class Node {
  readonly type: string;
  readonly #fields: ReadonlyMap<string, readonly Tree[]>;

  constructor(type: string, fields: ReadonlyMap<string, readonly Tree[]>) {
    this.type = type;
    this.#fields = fields;
  }

  text(field: string): string {
    const value = this.#fields.get(field)?.[0];
    return typeof value === 'string' ? value : '';
  }

  number(field: string): number {
    return Number(this.text(field));
  }

  node(field: string): Node | undefined {
    const value = this.#fields.get(field)?.[0];
    return value instanceof Node ? value : undefined;
  }

  nodes(field: string): Node[] {
    return this.list(field).filter((item) => item instanceof Node);
  }

  list(field: string): readonly Tree[] {
    const value = this.#fields.get(field)?.[0];
    return Array.isArray(value) ? value : [];
  }
}

const tokens = /[{}()[\]]|"(?:\\.|[^"\\])*"|(?:\\.|[^\s{}()[\]"\\])+/g;

export function parseNodeTree(text: string): Tree {
  const found = text.match(tokens) ?? [];
  let at = 0;
  const next = (): string => {
    const token = found[at];
    if (token === undefined) throw new Error('The query tree ends too early.');
    at += 1;
    return token;
  };

  function items(end: string): Tree[] {
    const result: Tree[] = [];
    while (found[at] !== end) result.push(value());
    at += 1;
    return result;
  }

  function node(): Node {
    const type = next();
    const fields = new Map<string, Tree[]>();
    let current: Tree[] = [];
    while (found[at] !== '}') {
      if (found[at]?.startsWith(':')) {
        current = [];
        fields.set(next().slice(1), current);
      } else current.push(value());
    }
    at += 1;
    return new Node(type, fields);
  }

  function value(): Tree {
    const token = next();
    if (token === '{') return node();
    if (token === '(') return items(')');
    if (token === '[') return items(']');
    if (token === '<>') return undefined;
    return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token.replaceAll(/\\(.)/g, '$1');
  }
  return value();
}
