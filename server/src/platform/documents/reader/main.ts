/**
 * The process in which one document of a stranger is read: from its standard input, to its standard output as plain text. It
 * holds no secrets and no connections, and may be killed at any time.
 */
import { writeFile } from 'node:fs/promises';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { ReadingOrder } from '../kinds.ts';

/** ms */
const lookEvery = 20;

if (isMainThread) {
  // The server gives it nothing else.
  const order = JSON.parse(process.argv[2] ?? '') as ReadingOrder;
  await writeFile('/proc/self/oom_score_adj', '1000').catch(() => undefined);
  // Looks on while the other thread reads.
  setInterval(() => {
    if (process.memoryUsage.rss() <= order.memory) return;
    process.stderr.write(`more than ${order.memory} bytes of memory`);
    process.kill(process.pid, 'SIGKILL');
  }, lookEvery).unref();
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const reader = new Worker(new URL(import.meta.url), {
    workerData: { order, bytes },
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: Math.round(order.memory / 2 / 1_048_576) },
  });
  reader.on('message', (text: string) => process.stdout.write(text));
  reader.on('error', (error) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  });
} else {
  // As the main thread sent it.
  const { order, bytes } = workerData as { order: ReadingOrder; bytes: Uint8Array };
  const { textOf } = await import('./text-of.ts');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(await textOf(order.kind, bytes, order.most));
}
