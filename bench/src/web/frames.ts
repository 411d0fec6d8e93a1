/** How long the frames of a page take, and when what was posted is seen there. */
import type { Page } from '../../../e2e/support/browser.ts';

export interface Seen {
  /** The longest time between two frames, ms. */
  longest: number;
  /** Frames that took longer than 50 ms, and all. */
  late: number;
  frames: number;
  /** ms from the sending of each newest message seen until the frame that shows it was drawn. */
  delays: number[];
}

interface Box {
  top: number;
  bottom: number;
}

interface InElement {
  textContent: string;
  getBoundingClientRect(): Box;
}

/** The little of a browser's global that is used inside the page. */
interface InPage {
  seen: Seen;
  isWatching: boolean;
  document: {
    querySelector(selector: string): InElement | null;
    querySelectorAll(selector: string): Iterable<InElement>;
  };
  requestAnimationFrame(run: () => void): void;
}

/** Messages that end in `at <ms since 1970>` are timed once they lie inside the log's view. Resolves to what ends it. */
export async function watchFrames(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const world = globalThis as unknown as InPage;
    const seen: Seen = { longest: 0, late: 0, frames: 0, delays: [] };
    Object.assign(world, { seen, isWatching: true });
    const sentOf = (row: InElement | undefined) => /at (\d{13})/.exec(row?.textContent ?? '')?.[1];
    const lastRow = () => [...world.document.querySelectorAll('[role="log"] [data-row]')].at(-1);
    const isShown = (row: InElement) => {
      const log = world.document.querySelector('[role="log"]')?.getBoundingClientRect();
      return log !== undefined && row.getBoundingClientRect().bottom <= log.bottom + 1;
    };
    let before = performance.now();
    // What an earlier burst left there was seen then.
    let newest = sentOf(lastRow());
    const look = () => {
      const now = performance.now();
      seen.frames += 1;
      seen.longest = Math.max(seen.longest, now - before);
      if (now - before > 50) seen.late += 1;
      before = now;
      const row = lastRow();
      const sent = sentOf(row);
      if (row && sent !== undefined && sent !== newest && isShown(row)) {
        newest = sent;
        seen.delays.push(Date.now() - Number(sent));
      }
      if (world.isWatching) world.requestAnimationFrame(look);
    };
    world.requestAnimationFrame(look);
  });
  return () =>
    page.evaluate(() => {
      const world = globalThis as unknown as InPage;
      world.isWatching = false;
      return world.seen;
    });
}
