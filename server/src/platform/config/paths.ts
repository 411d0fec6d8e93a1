// Which folders and files of this machine the configuration may name.
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { PathSetting } from './setting.ts';

export interface PathRules {
  readonly dataDir: string;
  /** From `INNERMOST_ALLOWED_DIRS`. */
  readonly allowed: readonly string[];
}

/**
 * Paths from the environment and from `config.json` are the operator's own and are taken. Those that came through the
 * API, now or into the stored row, lie in the data folder or in `INNERMOST_ALLOWED_DIRS`: an administrator of the chat
 * is not one of the machine.
 */
export function isAllowedPath(setting: PathSetting, path: string, rules: PathRules): boolean {
  return path === '' || path === setting.default || path === setting.upstream || isInAllowedFolder(path, rules);
}

/** The same for a path that stands for no setting. */
export function isInAllowedFolder(path: string, { dataDir, allowed }: PathRules): boolean {
  // `a/link/..` is not `a` where the link leads elsewhere, so nothing is decided about such a path.
  if (path.split(/[/\\]/).includes('..')) return false;
  const real = realOf(resolve(path));
  const database = join(realOf(resolve(dataDir)), 'postgres');
  if (isInside(real, database)) return false;
  return [dataDir, ...allowed].some((folder) => isInside(real, realOf(resolve(folder))));
}

/**
 * The database, its password, the lock, the logs and the socket: what the data folder holds besides the files. The path is
 * relative to that folder.
 */
export const isServersOwn = (path: string): boolean => /^(?:postgres|lock|logs|innermost\.sock)/i.test(path);

export const allowedPaths =
  'in the data folder or in a folder that the environment variable INNERMOST_ALLOWED_DIRS names; elsewhere only the environment can set it';

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The path with every link on it followed. What does not exist yet is appended to what does. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), basename(path));
  }
}
