/**
 * Asks a worker for the colours of code, one piece of code at a time. The rule: code of more than 4,000 characters or
 * with a line of more than 500 stays plain; so does what the worker has not done in its time, for then it is ended and
 * another one goes on with the rest. Nothing of this ever waits on the page's own thread.
 */
import { languageName } from './languages.ts';
import type { Piece } from './highlight.ts';

export interface ColourJob {
  id: number;
  text: string;
  /** As in `languages.ts`. */
  name: string;
}

export type ColourAnswer =
  | { id: number; kind: 'begun' }
  | { id: number; kind: 'unable' }
  | { id: number; kind: 'done'; pieces: Piece[] | undefined };

/** The part of a Worker that is used. */
export interface ColourWorker {
  postMessage(job: ColourJob): void;
  terminate(): void;
  addEventListener(type: 'message' | 'error', listener: (event: { data: ColourAnswer }) => void): void;
}

export interface Colouring {
  /** What is known already; undefined: plain, or not yet. */
  known(text: string, info: string): readonly Piece[] | undefined;
  /** Calls back once with the colours, never when there are none; returns what makes it forget the wish. */
  ask(text: string, info: string, then: (pieces: readonly Piece[]) => void): () => void;
}

const longest = 4_000;
const longestLine = 500;
/** For one piece of code, once its grammar is there (ms). Ordinary code takes a tenth of that on a slow phone. */
const timeLimit = 300;
/** A worker that cannot be started, or loads nothing, is not tried again for so long (ms). */
const pauseMs = 30_000;
/** Pieces of code whose colours are remembered. */
const most = 200;

interface Wish {
  id: number;
  key: string;
  text: string;
  name: string;
  listeners: Set<(pieces: readonly Piece[]) => void>;
}

export function createColouring(start: () => ColourWorker): Colouring {
  return new Colourist(start);
}

export function mayBeColoured(text: string): boolean {
  if (text.length > longest) return false;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    if (to - from > longestLine) return false;
    from = to + 1;
  }
  return true;
}

class Colourist implements Colouring {
  private readonly start: () => ColourWorker;
  private worker: ColourWorker | undefined;
  private readonly colours = new Map<string, readonly Piece[] | undefined>();
  private readonly wishes = new Map<string, Wish>();
  private current: Wish | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ids = 0;
  private pausedUntil = 0;

  constructor(start: () => ColourWorker) {
    this.start = start;
  }

  known(text: string, info: string): readonly Piece[] | undefined {
    const name = languageName(info);
    return name === undefined ? undefined : this.colours.get(keyOf(text, name));
  }

  ask(text: string, info: string, then: (pieces: readonly Piece[]) => void): () => void {
    const name = languageName(info);
    if (name === undefined || !mayBeColoured(text)) return () => undefined;
    const key = keyOf(text, name);
    // Tried before: coloured, or given up.
    if (this.colours.has(key)) {
      const pieces = this.colours.get(key);
      if (pieces) then(pieces);
      return () => undefined;
    }
    const wish = this.wishes.get(key) ?? { id: (this.ids += 1), key, text, name, listeners: new Set() };
    wish.listeners.add(then);
    this.wishes.set(key, wish);
    this.work();
    return () => {
      wish.listeners.delete(then);
      if (wish.listeners.size === 0 && wish !== this.current) this.wishes.delete(key);
    };
  }

  private work(): void {
    if (this.current || Date.now() < this.pausedUntil) return;
    const [next] = this.wishes.values();
    if (!next) return;
    this.current = next;
    this.worker ??= this.begin();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of one origin
    this.worker.postMessage({ id: next.id, text: next.text, name: next.name });
  }

  private begin(): ColourWorker {
    const worker = this.start();
    worker.addEventListener('message', ({ data }) => this.worker === worker && this.hear(data));
    worker.addEventListener('error', () => this.worker === worker && this.giveUpFor(pauseMs));
    return worker;
  }

  private hear(answer: ColourAnswer): void {
    const wish = this.current;
    if (wish?.id !== answer.id) return;
    if (answer.kind === 'begun') this.timer = setTimeout(() => this.end(wish), timeLimit);
    else if (answer.kind === 'unable') this.giveUpFor(pauseMs);
    else this.finish(wish, answer.pieces);
  }

  /** It took too long: this code stays plain, and the others go on. */
  private end(wish: Wish): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.finish(wish, undefined);
  }

  private finish(wish: Wish, pieces: readonly Piece[] | undefined): void {
    clearTimeout(this.timer);
    this.current = undefined;
    this.wishes.delete(wish.key);
    const [oldest] = this.colours.keys();
    if (this.colours.size >= most && oldest !== undefined) this.colours.delete(oldest);
    this.colours.set(wish.key, pieces);
    if (pieces) for (const tell of wish.listeners) tell(pieces);
    this.work();
  }

  /** Whoever waits stays plain; what is drawn later asks again. */
  private giveUpFor(ms: number): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.current = undefined;
    this.wishes.clear();
    this.pausedUntil = Date.now() + ms;
  }
}

function keyOf(text: string, name: string): string {
  return `${name}\n${text}`;
}
