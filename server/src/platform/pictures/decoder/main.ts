/**
 * The process in which pictures of strangers are decoded. It holds no secrets and no connections, so that nothing is lost with
 * it: it may crash, hang, or eat its memory, and then takes one picture with it. Orders come on its standard input.
 */
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { FrameReader, frameOf } from '../frames.ts';
import type { Answer, Order } from '../recipes.ts';
import type { cook } from './cook.ts';

/** ms */
const lookEvery = 20;

/** The library decodes beside this thread, so that this timer runs meanwhile. */
function watchMemory(limit: number): () => void {
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() <= limit) return;
    process.stderr.write(`more than ${limit} bytes of memory`);
    process.kill(process.pid, 'SIGKILL');
  }, lookEvery);
  return () => clearInterval(timer);
}

/** A machine for which there is no library is told so, for each picture. */
async function loadCook(): Promise<typeof cook> {
  try {
    return (await import('./cook.ts')).cook;
  } catch (error) {
    return () => Promise.resolve({ answer: { fault: 'no-library', detail: String(error) }, pieces: [] });
  }
}

async function send(answer: Answer, pieces: readonly Buffer[]): Promise<void> {
  for (const part of [frameOf(answer), ...pieces])
    if (!process.stdout.write(part)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

// Where the system runs out of memory, it takes this process first. Elsewhere than on Linux there is no such file.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => undefined);
const cookOne = await loadCook();
const input = new FrameReader(process.stdin);
for (;;) {
  // The server writes nothing else.
  const order = (await input.json()) as Order | undefined;
  if (!order) break;
  const source = await input.bytes(order.size);
  const rest = watchMemory(order.memory);
  const { answer, pieces } = await cookOne(source, order);
  rest();
  await send(answer, pieces);
}
process.stdout.end();
await finished(process.stdout).catch(() => undefined);
