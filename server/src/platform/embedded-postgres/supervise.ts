import { StartupError } from '../startup-error.ts';
import { clearLeftovers } from './leftovers.ts';
import { launchPostmaster } from './postmaster.ts';
import type { Launch, Postmaster } from './postmaster.ts';

/** More crashes than this in a minute and restarting is no cure. */
const restartsAMinute = 5;

export interface Supervised {
  stop(): Promise<void>;
  onExit(listener: (error: StartupError) => void): void;
}

/** Starts PostgreSQL again whenever it ends by itself, and tells `onExit` when that does not help. */
export function supervise(launch: Launch, first: Postmaster): Supervised {
  const listeners: ((error: StartupError) => void)[] = [];
  let current = Promise.resolve(first);
  let stopping = false;

  const keepRunning = async (): Promise<void> => {
    for (const crashes: number[] = []; ;) {
      const { code } = await (await current).exited;
      if (stopping) return;
      const now = performance.now();
      crashes.push(now);
      if (crashes.filter((at) => now - at < 60_000).length > restartsAMinute) throw tooManyCrashes();
      launch.log.error(`The embedded PostgreSQL ended unexpectedly (exit code ${code}); starting it again.`);
      current = relaunch(launch);
    }
  };
  keepRunning().catch((error: unknown) => {
    if (stopping) return;
    const reason = error instanceof StartupError ? error : new StartupError(String(error));
    for (const listener of listeners) listener(reason);
  });

  return {
    onExit: (listener) => void listeners.push(listener),
    async stop() {
      stopping = true;
      const running = await current.catch(() => undefined);
      await running?.stop();
    },
  };
}

async function relaunch(launch: Launch): Promise<Postmaster> {
  await clearLeftovers(launch.cluster, launch.log);
  return launchPostmaster(launch);
}

function tooManyCrashes(): StartupError {
  return new StartupError(
    `The embedded PostgreSQL crashed more than ${restartsAMinute} times within a minute: look at the log for its reason, and at the memory and disk of this machine.`,
  );
}
