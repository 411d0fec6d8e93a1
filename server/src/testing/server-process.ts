/** The server as its operator runs it: a process of its own, on a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  /** `http://localhost:port`; the same after a restart. */
  readonly url: string;
  readonly dataDir: string;
  /** Of the server itself, not of its database. */
  readonly pid: number;
  /** Everything it wrote so far, both streams. */
  output(): string;
  /** As a power cut would: no warning, no last words. */
  kill9(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Starts it again on the same address and data folder after `kill9` or `stop`. */
  start(): Promise<void>;
  /** Stops it and removes its data folder. */
  dispose(): Promise<void>;
}

export interface ServerProcessOptions {
  env?: Record<string, string>;
  /** The file to run; this checkout's `main.ts` unless told. */
  main?: string;
}

const ours = fileURLToPath(new URL('../main.ts', import.meta.url));
const patience = 60_000;

function readyAddress(child: ChildProcess, log: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(
      () => reject(new Error(`The server was not ready within ${patience} ms:\n${text}`)),
      patience,
    );
    const take = (chunk: Buffer): void => {
      log(chunk.toString());
      text += chunk.toString();
      const found = /Innermost is ready at (\S+)/.exec(text)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with code ${code}:\n${text}`));
    });
  });
}

export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'innermost-e2e-'));
  let listen = '127.0.0.1:0';
  let url = '';
  let child: ChildProcess | undefined;
  let written = '';

  const launch = async (): Promise<void> => {
    const env = {
      ...process.env,
      INNERMOST_DATA_DIR: dataDir,
      ...options.env,
      MM_SERVICESETTINGS_LISTENADDRESS: listen,
    };
    child = spawn(process.execPath, [options.main ?? ours], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const address = await readyAddress(child, (text) => {
      written += text;
    });
    const { port } = new URL(address);
    listen = `127.0.0.1:${port}`;
    url = `http://localhost:${port}`;
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
    return ending.exitCode;
  };

  await launch();
  return {
    get url() {
      return url;
    },
    dataDir,
    get pid() {
      return child?.pid ?? 0;
    },
    output: () => written,
    kill9: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start: launch,
    async dispose() {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
