// Colours for code: highlight.js, each language in a file of its own that is loaded when first met.
import type { Emitter, HLJSApi, LanguageFn } from 'highlight.js';

import { languages } from './languages.ts';
import { remember } from './remember.ts';

/** Class of the look: keyword, string, number or name, note. */
export type Look = 'k' | 's' | 'd' | 'c' | 'gone';

export interface Piece {
  text: string;
  look: Look | undefined;
}

/** Longer code stays plain: colouring it would be felt. */
const longest = 20_000;
let core: HLJSApi | undefined;
const loading = new Map<string, Promise<boolean>>();

/** The first word after the fence names the language; what follows is a caption. */
export function languageName(info: string): string | undefined {
  const word = /^[\w#+.-]+/.exec(info)?.[0].toLowerCase();
  if (word === undefined) return undefined;
  return languages.find((language) => language.names.includes(word))?.names[0];
}

/** As the header of a code block says it. */
export function languageLabel(info: string): string {
  const [, word = '', caption = ''] = /^(\S*)\s*(.*)$/s.exec(info.trim()) ?? [];
  return caption ? `${word.toLowerCase()} · ${caption}` : word.toLowerCase();
}

/** False when there is no such language, or its file cannot be loaded now. */
export function loadLanguage(info: string): Promise<boolean> {
  const name = languageName(info);
  const language = languages.find(({ names }) => names[0] === name);
  if (name === undefined || !language) return Promise.resolve(false);
  const known = loading.get(name);
  if (known) return known;
  const started = register(name, language.load).catch(() => {
    loading.delete(name);
    return false;
  });
  loading.set(name, started);
  return started;
}

/** The pieces of the code in order, or undefined as long as its language is not loaded. */
export function highlightNow(text: string, info: string): Piece[] | undefined {
  const name = languageName(info);
  if (name === undefined || text.length > longest || !core?.getLanguage(name)) return undefined;
  return highlight(`${name}\n${text}`);
}

const highlight = remember(60, (named: string): Piece[] => {
  const end = named.indexOf('\n');
  const text = named.slice(end + 1);
  const result = core?.highlight(text, { language: named.slice(0, end), ignoreIllegals: true });
  const { _emitter: emitter } = result ?? {};
  const pieces = emitter instanceof PieceEmitter ? emitter.pieces : [];
  // The library swallows its own errors and stops there; code must never be shown in part.
  const isWhole = pieces.reduce((sum, piece) => sum + piece.text.length, 0) === text.length;
  return isWhole ? pieces : [{ text, look: undefined }];
});

async function register(name: string, load: () => Promise<{ default: LanguageFn }>): Promise<boolean> {
  const [{ default: api }, { default: language }] = await Promise.all([import('highlight.js/lib/core'), load()]);
  core ??= configured(api);
  if (!core.getLanguage(name)) core.registerLanguage(name, language);
  return true;
}

function configured(api: HLJSApi): HLJSApi {
  const instance = api.newInstance();
  instance.configure({ __emitter: PieceEmitter });
  return instance;
}

/** In place of the library's own emitter, which writes HTML: elements are made of pieces, not of strings. */
class PieceEmitter implements Emitter {
  readonly pieces: Piece[] = [];
  private readonly looks: (Look | undefined)[] = [];

  addText(text: string): void {
    if (text !== '') this.pieces.push({ text, look: this.looks.at(-1) });
  }

  startScope(scope: string): void {
    this.looks.push(lookOf(scope) ?? this.looks.at(-1));
  }

  endScope(): void {
    this.looks.pop();
  }

  // The library calls these two as well, though its types do not say so.
  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(inner: Emitter): void {
    if (inner instanceof PieceEmitter) this.pieces.push(...inner.pieces);
  }

  finalize(): void {}

  toHTML(): string {
    return '';
  }
}

const looks: [Look, string][] = [
  ['k', 'keyword built_in type selector-tag name attr attribute section operator.word'],
  ['s', 'string regexp addition selector-class selector-id template-tag'],
  ['d', 'number literal symbol bullet title title.function title.class variable template-variable property'],
  ['c', 'comment quote meta doctag'],
  ['gone', 'deletion'],
];
const lookByScope = new Map(
  looks.flatMap(([look, scopes]) => scopes.split(' ').map((scope) => [scope, look] as const)),
);

function lookOf(scope: string): Look | undefined {
  return lookByScope.get(scope) ?? lookByScope.get(scope.split('.')[0] ?? '');
}
