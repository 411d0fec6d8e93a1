// Colours for code, by highlight.js. Runs in the worker (`highlight.worker.ts`): what its patterns take for hostile text,
// nobody can say beforehand.
import type { Emitter, HLJSApi } from 'highlight.js';

import { grammars } from './grammars.ts';

/** Class of the look: keyword, string, number or name, note. */
export type Look = 'k' | 's' | 'd' | 'c' | 'gone';

export interface Piece {
  text: string;
  look: Look | undefined;
}

let core: HLJSApi | undefined;

/** Loads the grammar of a language, named as in `languages.ts`. Rejects when its file cannot be loaded. */
export async function loadGrammar(name: string): Promise<boolean> {
  const load = grammars[name];
  if (!load) return false;
  const [{ default: api }, { default: grammar }] = await Promise.all([import('highlight.js/lib/core'), load()]);
  core ??= configured(api);
  if (!core.getLanguage(name)) core.registerLanguage(name, grammar);
  return true;
}

/** The pieces of the code in order; its grammar must be loaded. */
export function highlight(text: string, name: string): Piece[] {
  const result = core?.highlight(text, { language: name, ignoreIllegals: true });
  const { _emitter: emitter } = result ?? {};
  const pieces = emitter instanceof PieceEmitter ? emitter.pieces : [];
  // The library swallows its own errors and stops there; code must never be shown in part.
  const isWhole = pieces.reduce((sum, piece) => sum + piece.text.length, 0) === text.length;
  return isWhole ? pieces : [{ text, look: undefined }];
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
