/**
 * Sends the files of this page: a few at once, in the order in which they were attached. What gets no answer waits for the
 * connection and goes on; what is refused says why, and may be tried again where that could help.
 */
import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import type { StoreApi } from 'zustand/vanilla';

import { without, type ById } from '../../live/state.ts';
import { reasonFor } from '../../shell/errors.ts';
import { t } from '../../words/words.ts';
import type { Cargo, SendFile } from './send-file.ts';
import { inOrder, type Upload } from './uploading.ts';

export interface QueueOptions {
  store: StoreApi<ById<Upload>>;
  send: SendFile;
  /** The server has it. */
  onThere: (upload: Upload, info: FileInfo) => void;
  now: () => number;
  isAway: () => boolean;
  /** Runs it now, or when there is a connection again. */
  whenBack: (run: () => void) => () => void;
  /** Calls back after so many ms; returns what cancels it. */
  later: (ms: number, run: () => void) => () => void;
}

interface Job extends Cargo {
  key: string;
  stop: AbortController | undefined;
  /** Forgets that it is to go on. */
  wake: (() => void) | undefined;
  /** In a row, without the server having got anything more. */
  failures: number;
  /** Where this attempt began, in ms and bytes. */
  began: { at: number; done: number };
}

const mostAtOnce = 3;
/** Pauses (ms) before the next attempt while there is a connection; after the last one it failed. */
const retryMs = [1_000, 2_000, 5_000, 10_000, 20_000];
/** Below this (ms), what is left to do is a guess. */
const tellingMs = 1_500;

export class Queue {
  private readonly options: QueueOptions;
  private readonly jobs = new Map<string, Job>();
  private isHeld = false;

  constructor(options: QueueOptions) {
    this.options = options;
  }

  add(upload: Upload, file: Blob): void {
    const { key, name, channel_id } = upload;
    const began = { at: 0, done: 0 };
    this.jobs.set(key, { key, file, name, channel_id, kept: 0, stop: undefined, wake: undefined, failures: 0, began });
    this.put(upload);
    this.pump();
  }

  /** Adds what is not even tried. */
  refuse(upload: Upload): void {
    this.put(upload);
  }

  /** Whatever state it is in. */
  remove(key: string): void {
    this.halt(key);
    this.jobs.delete(key);
    this.options.store.setState((all) => without(all, key), true);
    this.pump();
  }

  retry(key: string): void {
    const job = this.jobs.get(key);
    if (!job) return;
    job.failures = 0;
    this.change(key, { state: 'waiting', reason: '' });
    this.pump();
  }

  /** Nothing is sent until `resume`: there is nobody to send for. */
  pause(): void {
    this.isHeld = true;
    for (const { key, state } of this.all()) {
      if (state === 'failed') continue;
      this.halt(key);
      this.change(key, { state: 'waiting' });
    }
  }

  /** Also what waits for a connection that there was before. */
  resume(): void {
    this.isHeld = false;
    for (const { key, state } of this.all()) {
      if (state !== 'paused') continue;
      this.halt(key);
      this.change(key, { state: 'waiting' });
    }
    this.pump();
  }

  clear(): void {
    for (const { key } of this.all()) this.remove(key);
  }

  /** Whether bytes are here that a page which goes would lose. */
  isBusy(): boolean {
    return this.all().some(({ state }) => state !== 'failed');
  }

  private pump(): void {
    if (this.isHeld) return;
    const all = inOrder(this.all(), ({ key }) => key);
    const free = mostAtOnce - all.filter(({ state }) => state === 'sending').length;
    for (const { key } of all.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) {
      const job = this.jobs.get(key);
      if (job) void this.run(job);
    }
  }

  private async run(job: Job): Promise<void> {
    const { key } = job;
    const stop = new AbortController();
    const { kept } = job;
    job.stop = stop;
    job.began = { at: this.options.now(), done: kept };
    this.change(key, { state: 'sending', done: kept });
    try {
      const onProgress = (done: number) => this.progressed(job, done);
      const info = await this.options.send(job, { signal: stop.signal, onProgress });
      this.finish(job, info);
    } catch (error) {
      if (job.kept > kept) job.failures = 0;
      if (!stop.signal.aborted) await this.failed(job, error);
    }
    this.pump();
  }

  private finish({ key }: Job, info: FileInfo): void {
    const upload = this.options.store.getState()[key];
    this.jobs.delete(key);
    if (upload) this.options.onThere(upload, info);
    this.options.store.setState((all) => without(all, key), true);
  }

  private progressed({ key, began, file, stop }: Job, done: number): void {
    if (stop?.signal.aborted) return;
    const spent = this.options.now() - began.at;
    const moved = done - began.done;
    const isTelling = spent > tellingMs && moved > 0;
    const left = Math.ceil(((file.size - done) * spent) / Math.max(1, moved) / 1000);
    this.change(key, { done, ...(isTelling && { left }) });
  }

  private async failed(job: Job, error: unknown): Promise<void> {
    const { key, file } = job;
    if (!(error instanceof ApiError) && !(await isReadable(file))) {
      // Chosen, and then moved, changed or removed: another attempt reads no better.
      this.fail(key, t('The file cannot be read any more'), false);
      return;
    }
    const pause = retryMs[job.failures];
    const isAway = this.options.isAway();
    if (!isPassing(error) || (pause === undefined && !isAway)) {
      const { done, size } = this.options.store.getState()[key] ?? { done: 0, size: 1 };
      const percent = Math.floor((done / size) * 100);
      const isLost = error instanceof NetworkError;
      this.fail(key, isLost ? t('Lost at {percent} %', { percent }) : reasonFor(error), !isFinal(error));
      return;
    }
    job.failures += 1;
    this.change(key, { state: 'paused', done: job.kept });
    const again = () => {
      job.wake?.();
      job.wake = undefined;
      this.change(key, { state: 'waiting' });
      this.pump();
    };
    const asked = error instanceof ApiError ? (error.retry_after_s ?? 0) * 1000 : 0;
    job.wake = isAway ? this.options.whenBack(again) : this.options.later(Math.max(asked, pause ?? 0), again);
  }

  private fail(key: string, reason: string, mayRetry: boolean): void {
    this.change(key, { state: 'failed', reason, mayRetry });
  }

  private halt(key: string): void {
    const job = this.jobs.get(key);
    job?.wake?.();
    if (job) job.wake = undefined;
    job?.stop?.abort(new Error('Cancelled.'));
  }

  private all(): Upload[] {
    return Object.values(this.options.store.getState());
  }

  private put(upload: Upload): void {
    this.options.store.setState((all) => ({ ...all, [upload.key]: upload }), true);
  }

  private change(key: string, change: Partial<Upload>): void {
    const upload = this.options.store.getState()[key];
    if (upload) this.put({ ...upload, ...change });
  }
}

/** It may go better in a moment, with nothing changed. */
function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  if (!(error instanceof ApiError)) return false;
  // The server has not noticed yet that the connection before this one is gone.
  if (error.id === 'app.upload.upload_data.concurrent.app_error') return true;
  return [401, 408, 429, 502, 503, 504].includes(error.status);
}

/** The same file is refused the same way. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && [400, 413].includes(error.status);
}

async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
