/** The page's one reading of whole messages. */
import { createReading } from './whole.ts';

export const reading = createReading(
  () => new Worker(new URL('./whole.worker.ts', import.meta.url), { type: 'module' }),
);
