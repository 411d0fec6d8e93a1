// Tutorials quote the sources: a marker `<!-- from: path#name -->` is followed by that declaration or test as it stands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const marker = /<!-- from: (\S+?)#(.+?) -->\n(?:```ts\n[\s\S]*?\n```\n)?/g;

/** The page with the code after each marker brought up to date. Throws where a source or a name is gone. */
export function withSnippets(text: string, read = (path: string) => readFileSync(join(root, path), 'utf8')): string {
  return text.replace(marker, (_all, path: string, name: string) => {
    const snippet = declarationIn(read(path), name);
    if (snippet === undefined) throw new Error(`${path} declares no ${name}; mend the marker in the tutorial.`);
    return `<!-- from: ${path}#${name} -->\n\`\`\`ts\n${snippet}\n\`\`\`\n`;
  });
}

/** A top-level declaration by its name, with its doc comment, or a test by its title. */
export function declarationIn(source: string, name: string): string | undefined {
  const lines = source.split('\n');
  const declares = new RegExp(`^(export )?(async )?(function|const|interface|type|class) ${escaped(name)}\\b`);
  const starts = (line: string) => declares.test(line) || line.startsWith(`test('${name}'`);
  const start = lines.findIndex(starts);
  if (start < 0) return undefined;
  let first = start;
  while (/^(\/\/|\/\*\*| \*)/.test(lines[first - 1] ?? '')) first -= 1;
  const whole = (lines[start] ?? '').endsWith(';');
  // Where parameters take lines of their own, the bracket after them opens the body.
  const isEnd = (line: string) => /^[)\]}](?!.*[{(]$)/.test(line) || /^ {2}\.\w+.*;$/.test(line);
  const length = whole ? 0 : lines.slice(start + 1).findIndex(isEnd) + 1;
  return lines.slice(first, start + length + 1).join('\n');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
