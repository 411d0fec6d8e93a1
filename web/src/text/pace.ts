// How much of a long message is drawn between two frames: what this device does in a share of one. Pure.

/** ms of the page's thread for one slice, layout included: less than a frame, and a fraction of what a reader notices. */
const budget = 12;
/** In elements. The first one, and the least however slow the device: each slice has its own price. */
export const smallestSlice = 80;
const largestSlice = 800;

/** The size of the slice after one of `size` elements that took `took` ms. */
export function nextSlice(size: number, took: number): number {
  const fitting = Math.floor((size * budget) / Math.max(took, 1));
  return Math.min(largestSlice, 2 * size, Math.max(smallestSlice, fitting));
}
