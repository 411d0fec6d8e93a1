import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { explainFailure } from './failure.ts';
import type { Identity } from './identity.ts';
import { programEnvironment } from './initialise.ts';
import { readPidFile, signal } from './leftovers.ts';
import type { PidFile } from './leftovers.ts';
import type { LauncherLog } from './log.ts';

/**
 * PostgreSQL's parent: holds the far end of a pipe from the server, and shuts PostgreSQL down when that end closes,
 * as it does however the server ends. A shell, because it must outlive Node and weigh nothing. It answers with
 * PostgreSQL's exit code; when the server left first it also removes the folder named first, if any.
 */
const watchdog = `
trap '' HUP INT TERM
remove=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
( read -r _ <&3; kill -INT "$postgres"; : ) >/dev/null 2>&1 &
server=$!
wait "$postgres"; code=$?
kill -KILL "$server" 2>/dev/null
wait "$server" 2>/dev/null || exit $code
[ -z "$remove" ] || rm -rf -- "$remove"
exit $code
`;

export interface Launch {
  dataDir: string;
  cluster: string;
  binaries: Binaries;
  identity: Identity;
  settings: Record<string, string>;
  /** Removed when it has ended after the server, or with it. */
  removeAfter: string;
  log: LauncherLog;
}

export interface Postmaster {
  /** Fulfils with PostgreSQL's exit code, as a shell reports it, and its last words. */
  exited: Promise<{ code: number; output: string[] }>;
  /** Fast shutdown: open transactions roll back, everything is written. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL over a cluster nobody uses, and answers once it takes connections. */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const crashed = await readPidFile(launch.cluster);
    const postmaster = spawnPostmaster(launch);
    const output = await failedToGetReady(launch, postmaster, crashed);
    if (!output) return postmaster;
    // After a crash the last of the old processes may take a moment to notice that theirs is gone.
    if (attempt === 50 || !/pre-existing shared memory|postmaster\.pid" already exists/.test(output.join('\n'))) {
      throw explainFailure('did not start', launch.dataDir, output);
    }
    await sleep(200);
  }
}

/** Answers nothing once it is ready, however long recovery takes, or its last words when it ended instead. */
async function failedToGetReady(
  { cluster, log }: Launch,
  { exited }: Postmaster,
  crashed: PidFile | undefined,
): Promise<string[] | undefined> {
  const ended = exited.then(({ output }) => output);
  for (let waited = 0; ; waited += 10) {
    const output = await Promise.race([ended, sleep(10)]);
    if (output) return output;
    const running = await readPidFile(cluster);
    if (running?.ready && running.run !== crashed?.run) return undefined;
    if (waited > 0 && waited % 5000 === 0) log.info('The database is still recovering from its last stop.');
  }
}

function spawnPostmaster({ cluster, binaries, identity, settings, removeAfter, log }: Launch): Postmaster {
  const { prefix, ...user } = identity;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const postgres = [join(binaries.folder, 'bin', 'postgres'), '-D', cluster, ...options];
  const [command = 'sh', ...args] = [...prefix, 'sh', '-c', watchdog, 'innermost-postgres', removeAfter, ...postgres];
  // Its own session: a Ctrl-C in the terminal is for the server, which stops PostgreSQL last.
  const child = spawn(command, args, { ...user, cwd: '/', env: programEnvironment, detached: true });

  let stopping = false;
  const output: string[] = [];
  const hear = (line: string) => {
    if (output.push(line) > 30) output.shift();
    if (/^PANIC|terminated by signal/.test(line) && !stopping) log.warn(`postgres: ${line}`);
    else log.debug(`postgres: ${line}`);
  };
  createInterface(child.stdout).on('line', hear);
  createInterface(child.stderr).on('line', hear);
  child.stdin.on('error', () => undefined);

  const exited = new Promise<{ code: number; output: string[] }>((resolve) => {
    child.on('error', (error) => resolve({ code: 127, output: [error.message] }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
  const stop = async () => {
    stopping = true;
    child.stdin.end();
    const hurry = setTimeout(() => void quit(cluster), 7000);
    await exited;
    clearTimeout(hurry);
  };
  return { exited, stop };
}

/** Ends it without a last checkpoint: nothing is lost, but the next start recovers first. */
async function quit(cluster: string): Promise<void> {
  const running = await readPidFile(cluster);
  if (running) signal(running.pid, 'SIGQUIT');
}
