import { Fragment, type ReactNode } from 'react';

import { type Message, textOf, type Values } from './words.ts';

/** What stands at `<name/>`, or makes of the words inside `<name>…</name>` what they are to be. */
type Part = ReactNode | ((inside: string) => ReactNode);

interface Props<T extends string> {
  text: (string extends T ? never : T) | Message;
  values?: Values | undefined;
  parts: Readonly<Record<string, Part>>;
}

const tags = /<(\w+)>(.*?)<\/\1>|<(\w+)\/>/g;
// What people wrote holds no tags: their < waits in a character of no meaning.
const held = '\uE000';

/** A whole sentence with links, names or emphasis in it, in the order of each language. */
export function Trans<const T extends string>({ text, values = {}, parts }: Props<T>) {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('<', held) : value,
  ]);
  const sentence = textOf(text, Object.fromEntries(safe));
  const nodes: ReactNode[] = [];
  let end = 0;
  for (const match of sentence.matchAll(tags)) {
    nodes.push(shown(sentence.slice(end, match.index)));
    const part = parts[match[1] ?? match[3] ?? ''];
    nodes.push(
      <Fragment key={match.index}>{typeof part === 'function' ? part(shown(match[2] ?? '')) : part}</Fragment>,
    );
    end = match.index + match[0].length;
  }
  nodes.push(shown(sentence.slice(end)));
  return nodes;
}

const shown = (text: string): string => text.replaceAll(held, '<');
