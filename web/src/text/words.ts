// Words with a meaning of their own inside plain text: @name, ~channel, #tag, :emoji:, a@b.example.
import type { Inline } from './nodes.ts';
import { safeHref } from './links.ts';

const before = String.raw`(?<![\p{L}\p{N}_/])`;
const patterns = [
  String.raw`:(?<emoji>[A-Za-z0-9+_-]{1,64}):`,
  // The bound on the local part keeps the search linear in hostile text.
  String.raw`${before}(?<mail>[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![A-Za-z0-9@])`,
  String.raw`${before}@(?<mention>[A-Za-z0-9][A-Za-z0-9._:-]{0,127})`,
  String.raw`${before}~(?<channel>[A-Za-z0-9][A-Za-z0-9_-]{0,63})`,
  String.raw`${before}(?<!#)#(?<hashtag>\p{L}[\p{L}\p{N}_.-]{0,254})`,
];
const words = new RegExp(patterns.join('|'), 'gu');
const onlyPlain = /^[^@~#:]*$/;

/** Splits plain text; joined again in order, the pieces are the text. */
export function splitWords(text: string): Inline[] {
  if (onlyPlain.test(text)) return text === '' ? [] : [{ type: 'text', text }];
  const nodes: Inline[] = [];
  let end = 0;
  const plain = (upTo: number): void => {
    if (upTo > end) nodes.push({ type: 'text', text: text.slice(end, upTo) });
  };
  for (const match of text.matchAll(words)) {
    const node = toNode(match.groups ?? {});
    if (!node) continue;
    plain(match.index);
    nodes.push(node);
    end = match.index + match[0].length;
  }
  plain(text.length);
  return nodes;
}

function toNode(groups: Record<string, string | undefined>): Inline | undefined {
  const { emoji, mail, mention, channel, hashtag } = groups;
  if (emoji !== undefined) return { type: 'emoji', name: emoji };
  if (mention !== undefined) return { type: 'mention', name: mention };
  if (channel !== undefined) return { type: 'channel', name: channel };
  if (hashtag !== undefined) return { type: 'hashtag', tag: hashtag };
  const href = mail === undefined ? undefined : safeHref(`mailto:${mail}`);
  if (mail === undefined || href === undefined) return undefined;
  return { type: 'link', href, title: undefined, children: [{ type: 'text', text: mail }] };
}
