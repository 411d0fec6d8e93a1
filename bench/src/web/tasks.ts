/** How much of its own processor time the longest task of a page's main thread takes, whatever else the machine does. */
import type { Page } from '../../../e2e/support/browser.ts';

/** An event of Chromium's trace; times in µs, `tdur` that of the thread's own clock. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args: { name?: string };
}

/** Resolves to what ends it, and that to the longest task (ms) of the busiest page meanwhile. */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  // The protocol leaves the form of trace events open; this is what Chromium writes.
  devtools.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
  });
  return async () => {
    const isComplete = new Promise((resolve) => void devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await isComplete;
    await devtools.detach();
    return longestTask(events);
  };
}

function longestTask(events: readonly TraceEvent[]): number {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const busiest = mains
    .map(({ pid, tid }) => events.filter((one) => one.pid === pid && one.tid === tid && one.tdur !== undefined))
    .map((tasks) => tasks.map(({ tdur = 0 }) => tdur))
    .toSorted((a, b) => sum(b) - sum(a))[0];
  if (!busiest || busiest.length === 0) throw new Error('The trace of the browser holds no tasks of a page.');
  return Math.max(...busiest) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
