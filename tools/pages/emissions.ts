// Where the server sends events from: found by looking at calls of `emit` and at emissions written as objects.
import { byText } from './markdown.ts';

export interface Emitted {
  event: string;
  /** The audience as written: its keys, or the expression where it is made elsewhere. */
  audience: string;
  path: string;
}

export function emissionsIn(path: string, text: string): Emitted[] {
  const calls = [...text.matchAll(/\bemit\(\s*'([a-z_]+)'/g)].map((match) => ({
    event: match[1] ?? '',
    audience: argumentsOf(text, match.index + match[0].indexOf('('))[2] ?? '',
  }));
  const objects = [...text.matchAll(/\{\s*event: '([a-z_]+)'/g)].map((match) => ({
    event: match[1] ?? '',
    audience:
      /^audience(?:: (.+))?$/s.exec(
        argumentsOf(text, match.index).find((part) => /^audience\b/.test(part)) ?? '',
      )?.[1] ?? 'audience',
  }));
  return (
    [...calls, ...objects]
      // What is handed on from an emission made elsewhere was found there.
      .filter(({ audience }) => !audience.endsWith('.audience'))
      .map(({ event, audience }) => ({ event, audience: literalsOf(text, audience).map(keysOf).join(' or '), path }))
  );
}

/** What stands between the bracket at `open` and its partner, cut at the commas of the first level. */
function argumentsOf(text: string, open: number): string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = open + 1;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth += 1;
    const ends = ')]}'.includes(character) && (depth -= 1) === 0;
    if (ends || (character === ',' && depth === 1)) {
      parts.push(text.slice(begin, at).trim());
      begin = at + 1;
    }
    if (ends) break;
  }
  return parts.filter(Boolean);
}

const audienceFields = new Set(
  'user_id channel_id team_id connection_id omit_users omit_connection_id contains_sanitized_data contains_sensitive_data'.split(
    ' ',
  ),
);

/** The objects that a constant, or a function that is called, of the same file stands for; anything else as it is. */
function literalsOf(text: string, expression: string): string[] {
  if (expression.startsWith('{')) return [expression];
  const name = /^\w+(?=\(|$)/.exec(expression)?.[0] ?? '';
  const declared = new RegExp(`\\b(?:const|function) ${name}\\b[\\s\\S]*?(?:\n\\}|;\n)`).exec(text)?.[0] ?? '';
  const objects = [...declared.matchAll(/[=?:(>]\s*(\{)|return (\{)/g)].map((match) => {
    const open = match.index + match[0].length - 1;
    return `{ ${argumentsOf(declared, open).join(', ')} }`;
  });
  const audiences = objects.filter((object) =>
    keysOf(object)
      .split(', ')
      .every((key) => audienceFields.has(key)),
  );
  return name === '' || audiences.length === 0 ? [expression] : audiences;
}

/** `{ channel_id: granted.channel.id, omit_users }` gives `channel_id, omit_users`; `{}` gives everybody. */
function keysOf(audience: string): string {
  if (!audience.startsWith('{')) return audience.replace(/\s+/g, ' ');
  const keys = argumentsOf(audience, 0).map((member) => /^(?:\.\.\.)?[\w.]+/.exec(member)?.[0] ?? member);
  return keys.length === 0 ? 'everybody' : keys.toSorted(byText).join(', ');
}
