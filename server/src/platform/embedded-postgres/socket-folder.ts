import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';
import type { Identity } from './identity.ts';

export interface SocketFolder {
  path: string;
  /** Whether it was made for this run. */
  temporary: boolean;
  /** Removes what was made for this run. */
  remove(): Promise<void>;
}

/** The kernel cuts socket paths at 107 bytes (103 on macOS), so a deep data folder needs another place for it. */
export async function openSocketFolder(cluster: string, { uid, gid }: Identity): Promise<SocketFolder> {
  const fits = (folder: string) => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 103;
  if (fits(cluster)) return { path: cluster, temporary: false, remove: async () => {} };
  const parent = [tmpdir(), '/tmp'].find((folder) => fits(join(folder, 'innermost-123456')) && existsSync(folder));
  if (!parent) throw new StartupError(`The path ${cluster} is too long: choose a shorter one with INNERMOST_DATA_DIR.`);
  const path = await mkdtemp(join(parent, 'innermost-'));
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
  return { path, temporary: true, remove: () => rm(path, { recursive: true, force: true }) };
}
