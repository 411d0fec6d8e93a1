// Reads the members of interfaces as they are written, for tables of what the wire carries.

/** Member → its type, of `interface <name>`; comments left out. */
export function membersOf(text: string, name: string): [member: string, type: string][] {
  const head = new RegExp(`^export interface ${name} \\{$`, 'm').exec(text);
  if (!head) return [];
  const body = text.slice(head.index + head[0].length, text.indexOf('\n}', head.index));
  const plain = body.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return plain
    .split(/\n {2}(?=[\w'])/)
    .map((member) => /^([\w']+\??):\s*([\s\S]*?);?\s*$/.exec(member.trim()))
    .flatMap((match) => (match ? [[match[1] ?? '', oneLine(match[2] ?? '')] as [string, string]] : []));
}

const oneLine = (type: string): string => type.replace(/\s+/g, ' ').replace(/^\| /, '');
