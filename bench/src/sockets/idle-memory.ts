/** What an idle socket costs the server process in resident memory. */
import { setTimeout } from 'node:timers/promises';
import { startSocketServer } from './socket-server.ts';

export interface IdleFigures {
  /** KiB of resident memory per socket. */
  kibPerSocket: number;
}

/** Run with `--expose-gc`. Sockets belong to people of `channels` channels each; a few connect first as a warm-up. */
export async function measureIdleSockets(count = 5_000, channels = 20): Promise<IdleFigures> {
  const warmUp = await startSocketServer(100, channels);
  await warmUp.stop();
  await collect();
  const before = process.memoryUsage.rss();
  const server = await startSocketServer(count, channels);
  await collect();
  const after = process.memoryUsage.rss();
  await server.stop();
  return { kibPerSocket: (after - before) / 1024 / count };
}

async function collect(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await setTimeout(100);
  }
}
