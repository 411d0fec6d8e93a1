/**
 * All of a long message as nodes. Reading it takes longer than a frame, so a worker does it, once for each text; the page
 * reads for itself what it has read already, and everything where no worker answers.
 */
import { textBeginning } from './beginning.ts';
import type { Block } from './nodes.ts';
import { parse } from './parse.ts';

export interface ReadJob {
  id: number;
  source: string;
}

export interface ReadAnswer {
  id: number;
  blocks: readonly Block[];
}

/** The part of a Worker that is used. */
export interface ReadingWorker {
  postMessage(job: ReadJob): void;
  terminate(): void;
  addEventListener(type: 'message' | 'error', listener: (event: { data: ReadAnswer }) => void): void;
}

export interface Reading {
  /** Undefined: not read yet. The same object as long as it is remembered. */
  known(source: string): readonly Block[] | undefined;
  /** Never rejects. */
  read(source: string): Promise<readonly Block[]>;
}

/** Long messages that are remembered: those which somebody opened last. */
const most = 20;
/** A worker that says nothing for so long (ms) was not loaded. */
const patience = 2_000;

interface Wish {
  source: string;
  answer: (blocks: readonly Block[]) => void;
}

export function createReading(start: () => ReadingWorker): Reading {
  const whole = new Map<string, Promise<readonly Block[]>>();
  const read = new Map<string, readonly Block[]>();
  const waiting = new Map<number, Wish>();
  let worker: ReadingWorker | undefined;
  let hasFailed = false;
  let ids = 0;

  const fail = () => {
    hasFailed = true;
    worker?.terminate();
    worker = undefined;
    for (const { source, answer } of waiting.values()) answer(parse(source));
    waiting.clear();
  };
  const begin = (): ReadingWorker => {
    const begun = start();
    begun.addEventListener('message', ({ data: { id, blocks } }) => {
      waiting.get(id)?.answer(blocks);
      waiting.delete(id);
    });
    begun.addEventListener('error', fail);
    return begun;
  };
  const readBeside = (source: string) =>
    new Promise<readonly Block[]>((resolve) => {
      const id = (ids += 1);
      const timer = setTimeout(fail, patience);
      waiting.set(id, {
        source,
        answer(blocks) {
          clearTimeout(timer);
          keep(read, source, blocks);
          resolve(blocks);
        },
      });
      worker ??= begin();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of one origin
      worker.postMessage({ id, source });
    });
  const known = (source: string) => (isRead(source) ? parse(source) : read.get(source));
  return {
    known,
    read(source) {
      const blocks = known(source);
      if (blocks) return Promise.resolve(blocks);
      if (hasFailed) return Promise.resolve(parse(source));
      const asked = whole.get(source) ?? readBeside(source);
      keep(whole, source, asked);
      return asked;
    },
  };
}

/** Its beginning is all of it, which the page has read to draw that. */
const isRead = (source: string): boolean => textBeginning(source) === source;

function keep<T>(kept: Map<string, T>, source: string, value: T): void {
  kept.delete(source);
  kept.set(source, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}
