/** Areas start one after another, each after those it rests on, and stop in the opposite order. */
import type { Services } from '../work/services.ts';
import type { Area, Stop } from './area.ts';

async function stopAll(stops: readonly { name: string; stop: Stop }[], { log }: Services): Promise<void> {
  for (const { name, stop } of stops.toReversed())
    try {
      await stop();
    } catch (error) {
      log.warn({ err: error, area: name }, 'an area did not stop cleanly');
    }
}

/**
 * Resolves to what stops them. A start that fails stops those before it, and is thrown; a stop that fails is logged, and
 * the others run.
 */
export async function startAreas(areas: readonly Area[], services: Services): Promise<() => Promise<void>> {
  const stops: { name: string; stop: Stop }[] = [];
  try {
    for (const { name, start } of areas) {
      const stop = await start?.(services);
      if (stop) stops.push({ name, stop });
    }
  } catch (error) {
    await stopAll(stops, services);
    throw error;
  }
  return () => stopAll(stops, services);
}
