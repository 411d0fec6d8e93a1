// Where the server sends events from: found by looking at calls of `emit` and at emissions written as objects.
import {
  every,
  memberOf,
  nameOf,
  nodeAt,
  nodesAt,
  parse,
  sourceOf,
  textOf,
  type Node,
  type Parsed,
} from '../syntax.ts';
import { byText } from './markdown.ts';

export interface Emitted {
  event: string;
  /** The audience as written: its keys, or the expression where it is made elsewhere. */
  audience: string;
  path: string;
}

export function emissionsIn(path: string, text: string): Emitted[] {
  const parsed = parse(path, text);
  const found: Emitted[] = [];
  for (const { node } of every(parsed.program)) {
    const emission = emissionOf(node);
    // What is handed on from an emission made elsewhere was found there.
    if (!emission || memberOf(emission.audience) === 'audience') continue;
    const objects = emission.audience ? objectsOf(parsed, emission.audience) : [];
    const written = emission.audience ? sourceOf(parsed, emission.audience).replace(/\s+/g, ' ') : 'audience';
    const audience = objects.length === 0 ? written : objects.map((one) => keysOf(parsed, one)).join(' or ');
    found.push({ event: emission.event, audience, path });
  }
  return found;
}

/** `emit('event', data, audience)`, and an object that begins with `event: 'event'`. */
function emissionOf(node: Node): { event: string; audience: Node | undefined } | undefined {
  if (node.type === 'CallExpression') {
    const callee = nodeAt(node, 'callee');
    const [event, , audience] = nodesAt(node, 'arguments');
    const isEmit = (nameOf(callee) ?? memberOf(callee)) === 'emit';
    const name = textOf(event);
    return isEmit && name !== undefined ? { event: name, audience } : undefined;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  const [first, ...others] = nodesAt(node, 'properties');
  const event = nameOf(nodeAt(first, 'key')) === 'event' ? textOf(nodeAt(first, 'value')) : undefined;
  const audience = others.find((one) => nameOf(nodeAt(one, 'key')) === 'audience');
  return event === undefined ? undefined : { event, audience: nodeAt(audience, 'value') };
}

const audienceFields = new Set(
  'user_id channel_id team_id connection_id omit_users omit_connection_id contains_sanitized_data contains_sensitive_data'.split(
    ' ',
  ),
);

/** The objects that a constant, or a function that is called, of the same file stands for; none for anything else. */
function objectsOf({ program }: Parsed, audience: Node): Node[] {
  if (audience.type === 'ObjectExpression') return [audience];
  const name = nameOf(audience.type === 'CallExpression' ? nodeAt(audience, 'callee') : audience);
  if (name === undefined) return [];
  const isDeclared = ({ node }: { node: Node }) =>
    ['VariableDeclarator', 'FunctionDeclaration'].includes(node.type) && nameOf(nodeAt(node, 'id')) === name;
  const declared = [...every(program)].find(isDeclared)?.node;
  return declared ? [...every(declared)].map(({ node }) => node).filter(isAudience) : [];
}

function isAudience(node: Node): boolean {
  const properties = node.type === 'ObjectExpression' ? nodesAt(node, 'properties') : [];
  return properties.length > 0 && properties.every((one) => audienceFields.has(nameOf(nodeAt(one, 'key')) ?? ''));
}

/** `{ channel_id: granted.channel.id, omit_users }` gives `channel_id, omit_users`; `{}` gives everybody. */
function keysOf(parsed: Parsed, audience: Node): string {
  const keys = nodesAt(audience, 'properties').map(
    (one) => nameOf(nodeAt(one, 'key')) ?? sourceOf(parsed, one).replace(/\s+/g, ' '),
  );
  return keys.length === 0 ? 'everybody' : keys.toSorted(byText).join(', ');
}
