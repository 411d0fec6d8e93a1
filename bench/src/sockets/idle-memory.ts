/** What an idle socket costs the server process in resident memory. */
import { setTimeout } from 'node:timers/promises';
import { startSocketServer } from './socket-server.ts';

/** Sockets belong to people of `channels` channels each; a few connect first as a warm-up. */
export async function kibPerIdleSocket(count = 5_000, channels = 20): Promise<number> {
  const warmUp = await startSocketServer(100, channels);
  await warmUp.stop();
  await collect();
  const before = process.memoryUsage.rss();
  const server = await startSocketServer(count, channels);
  await collect();
  const after = process.memoryUsage.rss();
  await server.stop();
  return (after - before) / 1024 / count;
}

async function collect(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await setTimeout(100);
  }
}
