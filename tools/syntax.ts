/** Sources as their parser reads them, for the checks and the pages that look at code. */
import { parseSync } from 'oxc-parser';

/** The parser's own types are a union of every kind of node; here only shapes are looked at. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface Parsed {
  readonly text: string;
  readonly program: Node;
  readonly comments: readonly Comment[];
}

/** The path says whether it is TypeScript or TSX. Throws where the text is neither. */
export function parse(path: string, text: string): Parsed {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  return { text, program: program as unknown as Node, comments };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** The nodes right below. */
export function* children(node: Node): Generator<Node> {
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) yield one;
    } else if (isNode(value)) yield value;
  }
}

/** The node and all below it, each with the one above. */
export function* every(node: Node, parent?: Node): Generator<{ node: Node; parent: Node | undefined }> {
  yield { node, parent };
  for (const child of children(node)) yield* every(child, node);
}

export function nodeAt(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
}

export function nodesAt(node: Node | undefined, key: string): Node[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export const nameOf = (node: Node | undefined): string | undefined =>
  node?.type === 'Identifier' ? String(node['name']) : undefined;

/** What a text between quotes says. */
export const textOf = (node: Node | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;

/** `a.name` and `a['name']` give the name. */
export const memberOf = (node: Node | undefined): string | undefined =>
  node?.type === 'MemberExpression'
    ? (nameOf(nodeAt(node, 'property')) ?? textOf(nodeAt(node, 'property')))
    : undefined;

/** What stands at the top of the file, without `export` before it. */
export const declarationsIn = ({ program }: Parsed): { statement: Node; declaration: Node }[] =>
  nodesAt(program, 'body').map((statement) => ({
    statement,
    declaration: nodeAt(statement, 'declaration') ?? statement,
  }));

export const sourceOf = ({ text }: Pick<Parsed, 'text'>, { start, end }: Comment): string => text.slice(start, end);
export const lineOf = ({ text }: Pick<Parsed, 'text'>, { start }: Comment): number =>
  text.slice(0, start).split('\n').length;
