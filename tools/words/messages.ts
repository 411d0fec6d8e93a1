/** The texts that web code shows through its words: `t('…')`, `msg('…')`, `<Trans text="…" />`. */
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { every, nameOf, nodeAt, nodesAt, type Node, type Parsed } from '../syntax.ts';

export interface Found {
  text: string;
  /** The literal. */
  node: Node;
  /** Names of what is put into it; undefined where the call does not list them. */
  given: readonly string[] | undefined;
  /** It is the bare value of an attribute: code in its place needs braces. */
  isAttribute: boolean;
}

/** An element that shows a text, and the attribute that holds it. */
export const isTrans = (node: Node | undefined): boolean =>
  node?.type === 'JSXOpeningElement' && jsxName(nodeAt(node, 'name')) === 'Trans';

export const isWording = (node: Node | undefined): boolean =>
  node?.type === 'CallExpression' && ['t', 'msg'].includes(nameOf(nodeAt(node, 'callee')) ?? '');

export function messagesIn(parsed: Parsed): Found[] {
  return [...every(parsed.program)].flatMap(({ node }) => {
    if (isWording(node)) {
      const [text, values] = nodesAt(node, 'arguments');
      const isLater = nameOf(nodeAt(node, 'callee')) === 'msg';
      return literalsIn(text).map((found) => ({ ...found, given: isLater ? undefined : namesIn(values) }));
    }
    if (!isTrans(node)) return [];
    const given = [...(namesIn(attribute(node, 'values')) ?? []), ...(namesIn(attribute(node, 'parts')) ?? [])];
    return literalsIn(attribute(node, 'text')).map((found) => ({ ...found, given }));
  });
}

export const jsxName = (node: Node | undefined): string | undefined =>
  node?.type === 'JSXIdentifier' ? String(node['name']) : undefined;

function attribute(element: Node, name: string): Node | undefined {
  const found = nodesAt(element, 'attributes').find((one) => jsxName(nodeAt(one, 'name')) === name);
  const value = nodeAt(found, 'value');
  return value?.type === 'JSXExpressionContainer'
    ? nodeAt(value, 'expression')
    : value && { ...value, isAttribute: true };
}

/** What a literal says, or a template without anything in it. */
export function literalText(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  const [only, ...more] = node?.type === 'TemplateLiteral' ? nodesAt(node, 'quasis') : [];
  if (!only || more.length > 0) return undefined;
  const value = only['value'];
  return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : undefined;
}

/** Of `a ? 'One' : 'Two'` both. */
function literalsIn(node: Node | undefined): Pick<Found, 'text' | 'node' | 'isAttribute'>[] {
  if (node?.type === 'ConditionalExpression')
    return [...literalsIn(nodeAt(node, 'consequent')), ...literalsIn(nodeAt(node, 'alternate'))];
  const text = literalText(node);
  return node === undefined || text === undefined ? [] : [{ text, node, isAttribute: node['isAttribute'] === true }];
}

function namesIn(node: Node | undefined): string[] | undefined {
  if (node === undefined) return [];
  if (node.type !== 'ObjectExpression') return undefined;
  const names = nodesAt(node, 'properties').map((one) => nameOf(nodeAt(one, 'key')));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** An ICU message: what is not one is shown as it stands. */
export const isCompiled = (text: string): boolean => text.includes('{') || text.includes('}');

/** Under this name the build looks for the text in a catalogue. */
export const idOf = (text: string): string => (isCompiled(text) ? generateMessageId(text) : text);

type Tokens = ReturnType<typeof compileMessageOrThrow>;

/** Throws where the message is malformed. */
export const compiled = (text: string): string | Tokens => (isCompiled(text) ? compileMessageOrThrow(text) : text);

/** Placeholders and tags of a message, each once, sorted. Throws where it is malformed. */
export function placesIn(text: string): string[] {
  const tags = [...text.matchAll(/<(\w+)\/?>/g)].map(([, name = '']) => name);
  const tokens = compiled(text);
  return [...new Set([...tags, ...(typeof tokens === 'string' ? [] : placeholders(tokens))])].sort();
}

function placeholders(tokens: unknown): string[] {
  if (!Array.isArray(tokens)) return [];
  return tokens.flatMap((token: unknown) => {
    if (!Array.isArray(token)) return [];
    const [name, , cases] = token as unknown[];
    const inside = typeof cases === 'object' && cases !== null ? Object.values(cases).flatMap(placeholders) : [];
    return [String(name), ...inside];
  });
}
