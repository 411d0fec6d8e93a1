/** How much of its own processor time the longest task of a page's main thread takes, whatever else the machine does. */
import type { Page } from '../../../e2e/support/browser.ts';

/** An event of Chromium's trace; times in µs, `tdur` that of the thread's own clock. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** In ms: the thread's own time, and how long that task took by the clock, with all that the thread waited for. */
export interface LongestTask {
  own: number;
  clock?: number;
}

/** Resolves to what ends it, and that to the longest task of the busiest page meanwhile. */
export async function watchTasks(page: Page): Promise<() => Promise<LongestTask>> {
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

function longestTask(events: readonly TraceEvent[]): LongestTask {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const busiest = mains
    .map(({ pid, tid }) => events.filter((one) => one.pid === pid && one.tid === tid && one.tdur !== undefined))
    .map((tasks) => tasks.map(({ tdur = 0, dur = 0 }): LongestTask => ({ own: tdur / 1000, clock: dur / 1000 })))
    .toSorted((a, b) => sum(b) - sum(a))[0];
  const longest = busiest?.toSorted((a, b) => b.own - a.own)[0];
  if (!longest) throw new Error('The trace of the browser holds no tasks of a page.');
  return longest;
}

function sum(tasks: readonly LongestTask[]): number {
  return tasks.reduce((all, { own }) => all + own, 0);
}
