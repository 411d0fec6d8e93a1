import { once } from 'node:events';
import { lstat, mkdtemp, rm, symlink } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartupError } from '../startup-error.ts';

/** The kernel cuts the path of a socket at 107 bytes (103 on macOS). */
const longestPath = 103;

/** Listens at `path`, with the rights 0600. StartupError when something else is there, or listens there. */
export async function listenOn(server: Server, path: string): Promise<void> {
  await removeLeftover(path);
  if (Buffer.byteLength(path) <= longestPath) return bind(server, path);
  // A link may have any length; whoever opens the socket follows it first.
  const folder = await mkdtemp(join(tmpdir(), 'innermost-'));
  const short = join(folder, 's');
  server.once('close', () => {
    void rm(path, { force: true });
    void rm(folder, { recursive: true, force: true });
  });
  await bind(server, short);
  await symlink(short, path);
}

async function bind(server: Server, path: string): Promise<void> {
  const listening = once(server, 'listening');
  // The socket is made before `listen` returns, so there is no moment in which others could open it.
  const before = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  try {
    await listening;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartupError(
      `The socket ${path} cannot be opened (${reason}): the folder ${dirname(path)} must exist and be writable.`,
    );
  }
}

/** A server that was killed leaves its socket behind. */
async function removeLeftover(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket() && !found.isSymbolicLink())
    throw new StartupError(`${path} is not a socket: remove it, or name another place for it.`);
  if (await answers(path))
    throw new StartupError(`Another server listens on ${path}: stop it, or name another place for the socket.`);
  await rm(path, { force: true });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
