/** What a photo of 12 megapixels costs, from its bytes to thumbnail and preview, and what the event loop notices of it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Pictures } from '../../../server/src/platform/pictures/pictures.ts';
import { halves } from '../../../server/src/platform/pictures/testing/samples.ts';
import { whole, type Figure, type Say } from '../figure.ts';

const rounds = 9;
const reach = { ms: 1_000, delayMs: 20 };

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

export async function pictures(say: Say): Promise<Figure[]> {
  const photo = await halves({ width: 4_000, height: 3_000 })
    .blur(2)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const decoders = new Pictures({ settings: () => ({ pixels: 33_177_600, atOnce: 1 }) });
  // The first one pays for the start of the process.
  await decoders.make('attachment', photo, 'bench');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    await decoders.make('attachment', photo, 'bench');
    times.push(performance.now() - begin);
  }
  delay.disable();
  await decoders.close();
  const [ms, worst] = [median(times), delay.percentile(99) / 1e6];
  say(`a photo of ${whole(photo.length)} bytes: ${times.map(whole).join(', ')} ms`);
  return [
    {
      what: 'thumbnail and preview of a photo of 12 megapixels',
      measured: `${whole(ms)} ms`,
      value: ms,
      limit: '',
      reach: `${whole(reach.ms)} ms`,
      ok: ms < reach.ms,
    },
    {
      what: 'delay of the event loop meanwhile, slowest hundredth',
      measured: `${worst.toFixed(1)} ms`,
      value: worst,
      limit: '',
      reach: `${reach.delayMs} ms`,
      ok: worst < reach.delayMs,
    },
  ];
}
