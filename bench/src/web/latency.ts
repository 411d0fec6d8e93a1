/** How long after a key or a press its frame is drawn, in a page's own clock. */
import type { Page } from '../../../e2e/support/browser.ts';

interface InElement {
  getBoundingClientRect(): { top: number; bottom: number };
  querySelectorAll(selector: string): Iterable<InElement>;
}

interface InEvent {
  /** ms, on the clock of `performance.now()`. */
  timeStamp: number;
}

/** The little of a browser's global that is used inside the page. */
interface InPage {
  latencies: number[];
  document: { querySelector(selector: string): InElement | null };
  addEventListener(name: string, run: (event: InEvent) => void, options: { capture: boolean }): void;
  requestAnimationFrame(run: () => void): void;
}

/**
 * Times every `keydown` or `click` from now on, until the next frame was drawn, or, with the label of a log, until the
 * frame that shows the last of its messages. Resolves to what reads the times (ms) and begins anew.
 */
export async function timeToFrame(page: Page, name: 'keydown' | 'click'): Promise<(log?: string) => Promise<number[]>> {
  await page.evaluate((kind) => {
    const world = globalThis as unknown as InPage & { wantedLog?: string };
    world.latencies = [];
    const isShown = () => {
      if (world.wantedLog === undefined) return true;
      const log = world.document.querySelector(`[role="log"][aria-label="${world.wantedLog}"]`);
      const last = log && [...log.querySelectorAll('[data-row]')].at(-1);
      return Boolean(last && last.getBoundingClientRect().bottom <= log.getBoundingClientRect().bottom + 1);
    };
    const onEvent = ({ timeStamp }: InEvent) => {
      const look = () => {
        if (!isShown()) {
          world.requestAnimationFrame(look);
          return;
        }
        // What is posted while a frame is prepared comes after it was drawn.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          world.latencies.push(performance.now() - timeStamp);
          port1.close();
        });
        port1.start();
        port2.postMessage(undefined);
      };
      world.requestAnimationFrame(look);
    };
    world.addEventListener(kind, onEvent, { capture: true });
  }, name);
  return (log) =>
    page.evaluate((wanted) => {
      const world = globalThis as unknown as InPage & { wantedLog?: string };
      const times = world.latencies;
      world.latencies = [];
      if (wanted === undefined) delete world.wantedLog;
      else world.wantedLog = wanted;
      return times;
    }, log);
}

/** How long (ms) the browser takes to draw the rows of the log alone, with nothing of the client running. */
export function drawingOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    interface Element2 extends InElement {
      innerHTML: string;
      cloneNode(deep: boolean): Element2;
      replaceChildren(): void;
      offsetHeight: number;
    }
    const world = globalThis as unknown as InPage;
    const log = world.document.querySelector('[role="log"]') as Element2 | null;
    if (!log) throw new Error('There is no log on the page.');
    const markup = log.innerHTML;
    const copy = log.cloneNode(false);
    const began = performance.now();
    (log as unknown as { after(copy: Element2): void }).after(copy);
    copy.innerHTML = markup;
    // Reading a height makes the browser lay out what was put in.
    const height = copy.offsetHeight;
    await new Promise<void>((resolve) => world.requestAnimationFrame(resolve));
    const took = performance.now() - began;
    (copy as unknown as { remove(): void }).remove();
    return height < 0 ? 0 : took;
  });
}
