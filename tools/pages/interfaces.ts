// Reads the members of interfaces as they are written, for tables of what the wire carries.
import { declarationsIn, nameOf, nodeAt, nodesAt, type Node, type Parsed, sourceOf } from '../syntax.ts';

export const interfacesIn = (parsed: Parsed): Node[] =>
  declarationsIn(parsed)
    .map(({ declaration }) => declaration)
    .filter(({ type }) => type === 'TSInterfaceDeclaration');

/** Member → its type, of `interface <name>`; comments left out. */
export function membersOf(parsed: Parsed, name: string): [member: string, type: string][] {
  const found = interfacesIn(parsed).find((one) => nameOf(nodeAt(one, 'id')) === name);
  return nodesAt(nodeAt(found, 'body'), 'body').flatMap((member) => {
    const [key, type] = [nodeAt(member, 'key'), nodeAt(nodeAt(member, 'typeAnnotation'), 'typeAnnotation')];
    if (!key || !type) return [];
    return [[`${sourceOf(parsed, key)}${member['optional'] === true ? '?' : ''}`, oneLine(parsed, type)]];
  });
}

function oneLine(parsed: Parsed, type: Node): string {
  const within = parsed.comments.filter(({ start, end }) => start >= type.start && end <= type.end);
  let text = '';
  let from = type.start;
  for (const comment of within) {
    text += parsed.text.slice(from, comment.start);
    from = comment.end;
  }
  return (text + parsed.text.slice(from, type.end)).replace(/\s+/g, ' ').replace(/^\| /, '');
}
