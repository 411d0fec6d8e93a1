// Names in text: what is meant by one as written, which ones a message holds, and what the caret is about
// to name while somebody types.
import { type Block, type Inline, plainInline, walk } from './nodes.ts';
import { parse } from './parse.ts';
import { splitWords } from './words.ts';

export type ChannelWide = 'all' | 'channel' | 'here';

export const channelWide: readonly string[] = ['all', 'channel', 'here'];

export function isChannelWide(name: string): name is ChannelWide {
  return channelWide.includes(name);
}

/** Of people and of channels. */
const longestName = 64;

export interface Resolved<T> {
  found: T;
  /** The part of the written name that was found, as it was written. */
  name: string;
  /** Punctuation after it that belongs to the sentence. */
  rest: string;
}

/**
 * Wire: names may end in . - : _ and sentences do too, so the whole is tried first, then one such sign
 * less, and so on; in a word that joins several, what stands before its next joint comes last. `find` gets lower-case
 * names.
 */
export function resolveName<T>(
  written: string,
  find: (name: string) => T | undefined,
  isJoined = false,
): Resolved<T> | undefined {
  for (const name of spellings(written, isJoined)) {
    const found = find(name.toLowerCase());
    if (found !== undefined) return { found, name, rest: written.slice(name.length) };
  }
  return undefined;
}

function spellings(written: string, isJoined: boolean): string[] {
  const names: string[] = [];
  for (let end = written.length; end > 0; end--) {
    // Longer than any name: only looked at for where it ends.
    if (end <= longestName) names.push(written.slice(0, end));
    if (!/[.:_-]/.test(written[end - 1] ?? '')) break;
  }
  const [piece = ''] = isJoined ? written.split(/[.:-]/) : [];
  return piece === '' ? names : [...names, piece];
}

/** Those whom a message calls by name, each as `find` knows them. */
export function calledIn<T>(source: string, find: (name: string) => T | undefined): Set<T> {
  const called = new Set<T>();
  visitMentions(parse(source), ({ name, isJoined }) => {
    const resolved = resolveName(name, find, isJoined);
    if (resolved) called.add(resolved.found);
  });
  return called;
}

type Mention = Extract<Inline, { type: 'mention' }>;

/** Those in the words of a link too: they cannot be pressed there, and call all the same. */
function visitMentions(blocks: readonly Block[], visit: (node: Mention) => void): void {
  walk(blocks, (node) => {
    if (node.type === 'mention') visit(node);
    if (node.type !== 'link') return;
    const label = plainInline(node.children);
    if (isAddress(label)) return;
    for (const word of splitWords(label)) if (word.type === 'mention') visit(word);
  });
}

const isAddress = (label: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|www\.)/i.test(label);

export interface Mentions {
  /** Lower case, each once, in order; they may be nobody's. */
  names: string[];
  channelWide: ChannelWide[];
}

/** What a message would mention, by the same reading as its rendering: nothing in code, nothing in links. */
export function mentionsIn(source: string): Mentions {
  return mentionsOf(parse(source));
}

/** The same of what was read already. */
export function mentionsOf(blocks: readonly Block[]): Mentions {
  const names = new Set<string>();
  const wide = new Set<ChannelWide>();
  visitMentions(blocks, (node) => {
    const everybody = resolveName(node.name, (name) => (isChannelWide(name) ? name : undefined), node.isJoined);
    if (everybody) wide.add(everybody.found);
    else names.add(node.name.toLowerCase().replace(/[.:_-]+$/, ''));
  });
  return { names: [...names], channelWide: [...wide] };
}

export interface Trigger {
  kind: 'person' | 'channel' | 'emoji' | 'command';
  /** What was typed after the sign, up to the caret. */
  query: string;
  /** Where the sign stands, and where the word around the caret ends: what completing replaces. */
  start: number;
  end: number;
}

const edge = String.raw`(?:^|[\s([{"'*_>|,;])`;
const rules: [kind: Trigger['kind'], before: RegExp, after: RegExp][] = [
  ['command', /^\/([\w-]{0,64})$/, /^[\w-]*/],
  ['person', new RegExp(String.raw`${edge}@([\p{L}\p{N}._-]{0,64})$`, 'u'), /^[\p{L}\p{N}._-]*/u],
  ['channel', new RegExp(String.raw`${edge}~([\p{L}\p{N}_-]{0,64})$`, 'u'), /^[\p{L}\p{N}_-]*/u],
  // Two letters at least: a colon and one letter are often a smiley or a time.
  ['emoji', new RegExp(String.raw`${edge}:([\p{L}+-][\p{L}\p{N}+_-]{1,63})$`, 'u'), /^[\p{L}\p{N}+_-]*:?/u],
];
const longestLook = 80;

/** What the caret is about to name, or undefined: not in code, and not in the middle of a word or address. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const from = Math.max(0, caret - longestLook);
  const before = text.slice(from, caret);
  for (const [kind, pattern, rest] of rules) {
    if (kind === 'command' && from > 0) continue;
    const query = pattern.exec(before)?.[1];
    if (query === undefined) continue;
    if (isInCode(text, caret)) return undefined;
    const end = caret + (rest.exec(text.slice(caret, caret + longestLook))?.[0].length ?? 0);
    return { kind, query, start: caret - query.length - 1, end };
  }
  return undefined;
}

export interface Completed {
  text: string;
  caret: number;
}

const signs = { person: '@', channel: '~', emoji: ':', command: '/' };

/** Puts the chosen name in, with one space after it, and the caret behind that. */
export function complete(text: string, trigger: Trigger, name: string): Completed {
  const word = `${signs[trigger.kind]}${name}${trigger.kind === 'emoji' ? ':' : ''}`;
  const after = text.slice(trigger.end);
  const start = text.slice(0, trigger.start) + word;
  return { text: start + (/^\s/.test(after) ? after : ` ${after}`), caret: start.length + 1 };
}

function isInCode(text: string, caret: number): boolean {
  const before = text.slice(0, caret);
  const fences = before.match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0;
  if (fences % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}
