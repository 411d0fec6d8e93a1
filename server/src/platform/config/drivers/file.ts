// The configuration in a `config.json`. It may be edited by hand while the server runs.
import { unwatchFile, watchFile } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../../ids.ts';
import { StartupError } from '../../startup-error.ts';
import { brokenLine } from '../broken-line.ts';
import { isObject, isSame, type JsonObject } from '../tree.ts';
import type { ConfigDriver } from './driver.ts';

export interface FileConfigOptions {
  readonly path: string;
  /** How often the file is looked at, in ms. Looking works where notices do not: on network and container mounts. */
  readonly every?: number;
}

export function fileConfig({ path, every = 1000 }: FileConfigOptions): ConfigDriver {
  const load = async () => {
    const text = await readIfThere(path);
    return text === undefined ? undefined : parse(text, path);
  };
  let look: (() => void) | undefined;
  return {
    isFile: true,
    load,
    change: async (next) => {
      const stored = await load();
      const replacement = next(stored);
      if (!isSame(replacement, stored)) await replaceFile(path, `${JSON.stringify(replacement, null, 4)}\n`);
      return replacement;
    },
    watch: (changed) => {
      look = () => changed();
      watchFile(path, { interval: every, persistent: false }, look);
    },
    close: async () => {
      if (look) unwatchFile(path, look);
    },
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new StartupError(
      `The configuration file ${path} of MM_CONFIG cannot be read (${codeOf(error)}). Check its path and permissions.`,
    );
  }
}

function parse(text: string, path: string): JsonObject {
  const line = brokenLine(text);
  const value: unknown = line === undefined ? JSON.parse(text) : undefined;
  if (isObject(value)) return value;
  const where = line === undefined ? 'is not a JSON object' : `is not valid JSON: see line ${line}`;
  throw new StartupError(`The configuration file ${path} ${where}.`);
}

/** A crash leaves the old file or the new one, never a part of either. */
async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => 0o600,
  );
  const temporary = join(dirname(target), `.${newId()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new StartupError(
      `The configuration file ${path} of MM_CONFIG cannot be written (${codeOf(error)}). Check its path and permissions.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
