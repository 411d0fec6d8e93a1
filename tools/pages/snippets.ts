// Tutorials quote the sources: a marker `<!-- from: path#name -->` is followed by that declaration or test as it stands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declarationsIn, nameOf, nodeAt, nodesAt, parse, textOf, type Node } from '../syntax.ts';

const root = join(import.meta.dirname, '../..');
const marker = /<!-- from: (\S+?)#(.+?) -->\n(?:```ts\n[\s\S]*?\n```\n)?/g;

/** The page with the code after each marker brought up to date. Throws where a source or a name is gone. */
export function withSnippets(text: string, read = (path: string) => readFileSync(join(root, path), 'utf8')): string {
  return text.replace(marker, (_all, path: string, name: string) => {
    const snippet = declarationIn(path, read(path), name);
    if (snippet === undefined) throw new Error(`${path} declares no ${name}; mend the marker in the tutorial.`);
    return `<!-- from: ${path}#${name} -->\n\`\`\`ts\n${snippet}\n\`\`\`\n`;
  });
}

/** A top-level declaration by its name, with its doc comment, or a test by its title. */
export function declarationIn(path: string, source: string, name: string): string | undefined {
  const parsed = parse(path, source);
  const found = declarationsIn(parsed).find(({ declaration }) => namesOf(declaration).includes(name));
  if (!found) return undefined;
  let { start } = found.statement;
  for (const comment of parsed.comments.toReversed())
    if (/^\s*$/.test(source.slice(comment.end, start)) && !source.slice(comment.end, start).includes('\n\n'))
      start = Math.min(start, comment.start);
  return source.slice(start, found.statement.end);
}

function namesOf(declaration: Node): (string | undefined)[] {
  if (declaration.type === 'VariableDeclaration')
    return nodesAt(declaration, 'declarations').map((one) => nameOf(nodeAt(one, 'id')));
  const call = nodeAt(declaration, 'expression');
  if (call?.type === 'CallExpression' && nameOf(nodeAt(call, 'callee')) === 'test')
    return [textOf(nodesAt(call, 'arguments')[0])];
  return [nameOf(nodeAt(declaration, 'id'))];
}
