// Words with a meaning of their own inside plain text: @name, ~channel, #tag, :emoji:, a@b.example.
import { hashtagsIn, wordsIn } from '@innermost/protocol/words-that-call.ts';

import { plainInline, type Inline } from './nodes.ts';
import { safeHref } from './links.ts';

const before = String.raw`(?<![\p{L}\p{N}_/])`;
/** Scripts that put no spaces between words. */
const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}`;
/** So that `src/main.go:100:5:` and `12:30:45` stay as they are. */
const outsideWord = String.raw`(?:(?<![\p{L}\p{N}_])|(?<=[${unspaced}]))`;
const endsWord = String.raw`(?:(?![\p{L}\p{N}_])|(?=[${unspaced}]))`;
const patterns = [
  String.raw`${outsideWord}:(?<emoji>[A-Za-z0-9+_-]{1,64}):${endsWord}`,
  // The bound on the local part keeps the search linear in hostile text.
  String.raw`${before}(?<mail>[A-Za-z0-9._%+-]{0,63}[A-Za-z0-9_%+]@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![A-Za-z0-9@])`,
  String.raw`${before}~(?<channel>[A-Za-z0-9][A-Za-z0-9_-]{0,63})`,
];
const words = new RegExp(patterns.join('|'), 'gu');
const onlyPlain = /^[^@~#:]*$/;

interface Found {
  at: number;
  end: number;
  node: Inline;
}

/** Splits plain text; joined again in order, the pieces are the text. */
export function splitWords(text: string): Inline[] {
  if (onlyPlain.test(text)) return text === '' ? [] : [{ type: 'text', text }];
  const nodes: Inline[] = [];
  let end = 0;
  const plain = (upTo: number): void => {
    if (upTo > end) nodes.push({ type: 'text', text: text.slice(end, upTo) });
  };
  for (const found of [...ofPatterns(text), ...calls(text), ...tags(text)].toSorted((a, b) => a.at - b.at)) {
    if (found.at < end) continue;
    plain(found.at);
    nodes.push(found.node);
    end = found.end;
  }
  plain(text.length);
  return nodes;
}

function calls(text: string): Found[] {
  if (!text.includes('@')) return [];
  return wordsIn(text).flatMap((word) =>
    word.calls.flatMap(({ at, end, spellings }): Found[] => {
      const name = text.slice(at + 1, end);
      if (!/^[A-Za-z0-9]/.test(name)) return [];
      // The last spelling is shorter than the name without its marks where the word is a joined one.
      const isJoined = (spellings.at(-1)?.length ?? 0) < name.replace(/[.:_-]+$/, '').length;
      return [{ at, end, node: { type: 'mention', name, ...(isJoined && { isJoined }) } }];
    }),
  );
}

const tags = (text: string): Found[] =>
  hashtagsIn(text, 2).map(({ at, tag }) => ({
    at,
    end: at + tag.length,
    node: { type: 'hashtag', tag: tag.slice(1) },
  }));

function ofPatterns(text: string): Found[] {
  return [...text.matchAll(words)].flatMap((match) => {
    const node = toNode(match.groups ?? {});
    return node ? [{ at: match.index, end: match.index + match[0].length, node }] : [];
  });
}

/** As `splitWords`, for the label of a link: of what is in it only emoji have a meaning of their own. */
export function splitLabel(text: string): Inline[] {
  const nodes: Inline[] = [];
  for (const node of splitWords(text)) {
    const last = nodes.at(-1);
    if (node.type === 'emoji') nodes.push(node);
    else if (last?.type === 'text') nodes[nodes.length - 1] = { type: 'text', text: last.text + plainInline([node]) };
    else nodes.push({ type: 'text', text: plainInline([node]) });
  }
  return nodes;
}

function toNode(groups: Record<string, string | undefined>): Inline | undefined {
  const { emoji, mail, channel } = groups;
  if (emoji !== undefined) return { type: 'emoji', name: emoji };
  if (channel !== undefined) return { type: 'channel', name: channel };
  const href = mail === undefined ? undefined : safeHref(`mailto:${mail}`);
  if (mail === undefined || href === undefined) return undefined;
  return { type: 'link', href, title: undefined, children: [{ type: 'text', text: mail }] };
}
