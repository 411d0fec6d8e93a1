import { mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { destination } from 'pino';

export interface LogFile {
  write(line: string): void;
  /** Resolves when what was held is written and the file is closed. */
  close(): Promise<void>;
}

export interface LogFileOptions {
  readonly folder: string;
  /** Size in bytes at which a new file is begun. */
  readonly turnAt?: number;
  /** Told once for each time that writing begins to fail; lines are dropped until it works again. */
  onError(error: Error): void;
}

const kept = 4;
const heldAtMost = 4 * 1024 * 1024;

/** `innermost.log` in a folder, with up to four older ones beside it. Writing never waits for the disk. */
export function openLogFile({ folder, turnAt = 50 * 1024 * 1024, onError }: LogFileOptions): LogFile {
  const path = join(folder, 'innermost.log');
  makeFolder(folder);
  const found = statSync(path, { throwIfNoEntry: false });
  // Opening a pipe would wait for whoever reads it.
  if (found && !found.isFile()) throw new Error(`${path} is no file`);
  let size = found?.size ?? 0;
  let failing = false;
  let file = open();

  function open() {
    const opened = destination({ dest: openSync(path, 'a', 0o600), sync: false, maxLength: heldAtMost });
    opened.on('error', (error: Error) => {
      if (!failing) onError(error);
      failing = true;
    });
    opened.on('write', () => (failing = false));
    return opened;
  }

  function turn(): void {
    size = 0;
    try {
      rmSync(`${path}.${kept}`, { force: true });
      for (let number = kept - 1; number >= 1; number--) moveIfThere(`${path}.${number}`, `${path}.${number + 1}`);
      moveIfThere(path, `${path}.1`);
      const former = file;
      file = open();
      former.end();
    } catch (error) {
      if (error instanceof Error) onError(error);
    }
  }

  return {
    write(line) {
      if (size > turnAt) turn();
      size += Buffer.byteLength(line);
      file.write(line);
    },
    close: () => endStream(file),
  };
}

/** Not by `recursive`, which never ends under /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

const patienceMs = 1000;

/** Writes what a stream still holds and closes it; gives up on one that takes nothing. */
export function endStream(stream: ReturnType<typeof destination>): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', resolve);
    setTimeout(resolve, patienceMs).unref();
    stream.end();
  });
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
}
