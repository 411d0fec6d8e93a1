import type { JsonObject } from '../tree.ts';
import type { ConfigDriver } from './driver.ts';

/** Keeps nothing beyond the process: for tests. */
export function memoryConfig(stored?: JsonObject): ConfigDriver {
  let held = stored;
  return {
    load: async () => held,
    change: async (next) => (held = next(held)),
    close: async () => {},
  };
}
