/** Starts the server, says where it is, and stops it on SIGTERM or Ctrl-C. */
import { readEnvironment } from './platform/config/environment.ts';
import { StartupError } from './platform/startup-error.ts';
import { startServer } from './start.ts';

/** After this many ms a stop is no longer waited for. */
const stopPatience = 9_500;

function giveUp(error: unknown): never {
  const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

try {
  const server = await startServer(readEnvironment());
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code), stopPatience).unref();
    await server.stop();
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  server.onFatal((error) => {
    process.stderr.write(`${error.message}\n`);
    void stop(1);
  });
  process.stdout.write(`Innermost is ready at ${server.address}\n`);
} catch (error) {
  giveUp(error);
}
