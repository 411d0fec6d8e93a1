/** The page's one colouring. */
import { createColouring } from './colouring.ts';

export const colours = createColouring(
  () => new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module' }),
);
