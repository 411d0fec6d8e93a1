/** Starts the server, says where it is, and stops it on SIGTERM or Ctrl-C. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from './platform/config/environment.ts';
import { StartupError } from './platform/startup-error.ts';
import type { RunningServer } from './start.ts';

/** After this many ms a stop is no longer waited for, not counting the transfers that it waits for. */
const stopPatience = 9_500;
/** Compiling is a third of a start. Where this user may not write here, every start compiles anew. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/innermost', import.meta.url));

let server: RunningServer | undefined;
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  process.stdout.write('Innermost is stopping …\n');
  setTimeout(() => process.exit(code), stopPatience + (server?.drainMs() ?? 0)).unref();
  await server?.stop();
  process.exit(code);
}

function sayWhy(error: unknown): void {
  const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
}

// Whoever read the output may be gone, as when a terminal closes.
process.stdout.on('error', () => undefined);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
try {
  enableCompileCache(compiled);
  const { startServer } = await import('./start.ts');
  server = await startServer(readEnvironment(), (error) => {
    sayWhy(error);
    void stop(1);
  });
  process.stdout.write(`Innermost is ready at ${server.address}\n`);
  if (server.setupAddress !== undefined) process.stdout.write(`Create the first account at ${server.setupAddress}\n`);
} catch (error) {
  sayWhy(error);
  process.exit(1);
}
