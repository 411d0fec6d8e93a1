/** Texts for people that stand in web code as they are, where no translation reaches them. */
import { children, memberOf, nameOf, nodeAt, nodesAt, type Node, type Parsed } from '../syntax.ts';
import { isTrans, isWording, jsxName, literalText } from './messages.ts';

export interface Loose {
  text: string;
  node: Node;
}

/** Attributes, and properties of declarations, whose value a person reads or hears. */
const shown = new Set(
  [
    'aria-description aria-label aria-placeholder aria-roledescription aria-valuetext alt',
    'description does empty error failed heading help hint label note placeholder say sub text title tooltip verb',
  ].flatMap((names) => names.split(' ')),
);

/** Keys as the browser names them, which are no text where nothing is shown. */
const keys = new Set([
  'Alt',
  'Backspace',
  'Control',
  'Delete',
  'End',
  'Enter',
  'Escape',
  'Home',
  'Meta',
  'Shift',
  'Space',
  'Tab',
]);

/** Names, and keys, that are the same in every language. */
const names = new Set([
  'Alt',
  'Ctrl',
  'Deutsch',
  'English',
  'Esc',
  'Innermost',
  'Mara Lindqvist',
  'Mattermost',
  'Oakhaven',
  'Tomás Reyes',
  'noopener noreferrer nofollow',
]);

/** Elements whose text is for machines: a key, a command. */
const verbatim = new Set(['code', 'kbd']);

/** Wherever it stands, this is written for people. `_` is what a template puts in. */
const sentences = [
  /^\p{Lu}\p{Ll}*(’\p{Ll}+)?( .*\p{L}|…$|\.$)/u,
  /^\p{Ll}+( \p{Ll}+){2,}/u,
  /_ \p{Ll}{2,}[ .…]/u,
  /\p{Ll} \p{Ll}+ _/u,
  /^\p{Lu}\p{Ll}+$/u,
];

export function looseTextsIn(parsed: Parsed): Loose[] {
  const found: Loose[] = [];
  visit(parsed.program, false, found);
  return found;
}

/** `isShown`: everything with letters in it is for people here, not sentences alone. */
function visit(node: Node, isShown: boolean, found: Loose[]): void {
  if (isForMachines(node)) return;
  const text = wordsOf(node);
  if (text !== undefined && !names.has(text) && (isShown ? /\p{L}{2}/u.test(text) : isForPeople(text)))
    found.push({ text, node });
  for (const [child, inside] of below(node, isShown)) visit(child, inside, found);
}

const isForPeople = (text: string): boolean => !keys.has(text) && sentences.some((one) => one.test(text));

/** Types, imports, what is compared, faults of the program. */
function isForMachines(node: Node): boolean {
  const callee = nodeAt(node, 'callee');
  switch (node.type) {
    case 'NewExpression':
      return nameOf(callee)?.endsWith('Error') ?? false;
    case 'CallExpression':
      return nameOf(nodeAt(callee, 'object')) === 'console' || ['log', 'split'].includes(memberOf(callee) ?? '');
    case 'BinaryExpression':
      return node['operator'] !== '+';
    case 'Property':
      return nameOf(nodeAt(node, 'key')) === 'queryKey';
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return false;
    default:
      return /^(Import|TS|ExportAll)/.test(node.type);
  }
}

function wordsOf(node: Node): string | undefined {
  if (node.type === 'JSXText') return String(node['value']).trim().replaceAll(/\s+/g, ' ');
  if (node.type !== 'TemplateLiteral') return literalText(node);
  const pieces = nodesAt(node, 'quasis').map(({ value }) =>
    typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '',
  );
  return pieces.join('_');
}

/** The children, and whether what they say is shown. */
function below(node: Node, isShown: boolean): [Node, boolean][] {
  const name = jsxName(nodeAt(node, 'name')) ?? nameOf(nodeAt(node, 'key')) ?? literalText(nodeAt(node, 'key')) ?? '';
  const some = (keys: readonly string[], inside: boolean): [Node, boolean][] =>
    keys.flatMap((key) => [nodeAt(node, key) ?? [], nodesAt(node, key)].flat()).map((child) => [child, inside]);
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment': {
      const opening = nodeAt(node, 'openingElement');
      const isVerbatim = verbatim.has(jsxName(nodeAt(opening, 'name')) ?? '');
      return [...some(['openingElement'], false), ...(isVerbatim ? [] : some(['children'], true))];
    }
    case 'JSXOpeningElement':
      return nodesAt(node, 'attributes')
        .filter((one) => !(isTrans(node) && jsxName(nodeAt(one, 'name')) === 'text'))
        .map((one) => [one, false]);
    case 'JSXAttribute':
      return ['className', 'rel', 'keys'].includes(name) ? [] : some(['value'], shown.has(name));
    case 'Property':
      return some(['value'], shown.has(name));
    case 'CallExpression':
      // Of a message only what is put into it.
      return isWording(node)
        ? nodesAt(node, 'arguments')
            .slice(1)
            .map((one) => [one, false])
        : every(node);
    case 'TemplateLiteral': {
      // `${count} ${count === 1 ? 'reply' : 'replies'}`
      const isSentence = wordsOf(node)?.includes(' ') === true;
      return nodesAt(node, 'expressions').map((one) => [one, isSentence && one.type === 'ConditionalExpression']);
    }
    case 'ConditionalExpression':
      return [...some(['test'], false), ...some(['consequent', 'alternate'], isShown)];
    case 'LogicalExpression':
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
    case 'BinaryExpression':
      return [...children(node)].map((child) => [child, isShown]);
    default:
      return every(node);
  }
}

const every = (node: Node): [Node, boolean][] => [...children(node)].map((child) => [child, false]);
