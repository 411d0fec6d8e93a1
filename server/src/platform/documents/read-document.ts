/**
 * The text of documents that strangers send. Each is read in a process of its own, without the server's environment, within a
 * time and a memory: one that breaks its reader breaks nothing else.
 */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { DocumentKind, ReadingOrder } from './kinds.ts';

export interface Reading {
  readonly kind: DocumentKind;
  /** Characters that are wanted at most. */
  readonly most: number;
  /** ms; 30 s when absent. */
  readonly patienceMs?: number;
  /** Bytes that a reader may hold; 512 MiB when absent. */
  readonly memory?: number;
  readonly signal: AbortSignal;
}

/** A document that cannot be read: broken, locked, too large for the limits. The message is for the log. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
}

const entry = fileURLToPath(new URL('reader/main.ts', import.meta.url));
const usualMemory = 512 * 1_048_576;
/** Below the server and its database. */
const niceness = 10;

/** Rejects with UnreadableDocument, with what went wrong with the source, or with the reason of the signal. */
export async function readDocument(source: () => Promise<Readable>, reading: Reading): Promise<string> {
  const { kind, most, patienceMs = 30_000, memory = usualMemory, signal } = reading;
  signal.throwIfAborted();
  const order: ReadingOrder = { kind, most, memory };
  const heap = Math.round(memory / 2 / 1_048_576);
  const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, entry, JSON.stringify(order)], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr, pid } = child;
  lower(pid);
  let why = '';
  let complaint = '';
  stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-500)));
  // Who waits for its end hears that it ended before it read everything.
  stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
  const stop = (reason: string) => {
    why ||= reason;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop(`it took longer than ${patienceMs} ms`), patienceMs);
  const onAbort = () => stop('stopped');
  signal.addEventListener('abort', onAbort);
  try {
    const [text, sent] = await Promise.all([answerOf(stdout, most), send(source, stdin, stop)]);
    const code = await ended;
    signal.throwIfAborted();
    if (sent !== undefined) throw sent.error;
    if (code !== 0 || text === undefined)
      throw new UnreadableDocument(why || complaint || `its reader ended with ${code}`);
    return text;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
  }
}

/** Undefined where the reader took what it wanted, even if that was not all. */
async function send(
  source: () => Promise<Readable>,
  stdin: NodeJS.WritableStream,
  stop: (reason: string) => void,
): Promise<{ error: unknown } | undefined> {
  let content: Readable;
  try {
    content = await source();
  } catch (error) {
    stop('there is no source');
    return { error };
  }
  let failure: unknown;
  content.once('error', (error) => (failure = error));
  try {
    await pipeline(content, stdin);
  } catch {
    if (failure !== undefined && !isClosing(failure)) {
      stop('its source failed');
      return { error: failure };
    }
  }
  return undefined;
}

const isClosing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /EPIPE|PREMATURE_CLOSE|ABORT/.test(String(error.code));

/** UTF-8 text has at most four bytes a character. Undefined for more than was asked for. */
async function answerOf(stdout: Readable, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most * 4) chunks.push(chunk);
  }
  return size > most * 4 ? undefined : Buffer.concat(chunks).toString('utf8');
}

function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness);
  } catch {
    // It ended already, or the system does not let it be lowered.
  }
}
