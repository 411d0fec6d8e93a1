/** How long the frames of a page take, and when what was posted is seen there. */
import type { Page } from '../../../e2e/support/browser.ts';

export interface Seen {
  /** The longest time between two frames, ms. */
  longest: number;
  /** Frames that took longer than 50 ms, and all. */
  late: number;
  frames: number;
  /** ms from the sending of each newest message seen to the frame that shows it. */
  delays: number[];
}

/** The little of a browser's global that is used inside the page. */
interface InPage {
  seen: Seen;
  isWatching: boolean;
  document: { querySelectorAll(selector: string): Iterable<{ textContent: string }> };
  requestAnimationFrame(run: () => void): void;
}

/** Messages that end in `at <ms since 1970>` are timed. Resolves to what ends it. */
export async function watchFrames(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const world = globalThis as unknown as InPage;
    const seen: Seen = { longest: 0, late: 0, frames: 0, delays: [] };
    Object.assign(world, { seen, isWatching: true });
    let before = performance.now();
    let newest = '';
    const look = () => {
      const now = performance.now();
      seen.frames += 1;
      seen.longest = Math.max(seen.longest, now - before);
      if (now - before > 50) seen.late += 1;
      before = now;
      const text = [...world.document.querySelectorAll('[role="log"] [data-row]')].at(-1)?.textContent ?? '';
      const sent = /at (\d{13})/.exec(text)?.[1];
      if (sent !== undefined && sent !== newest) {
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
