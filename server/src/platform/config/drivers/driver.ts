import type { JsonObject } from '../tree.ts';

/** Where the configuration is kept: one JSON object in upstream's shape. */
export interface ConfigDriver {
  /** What is stored, or undefined when nothing is. Rejects with `StartupError` when it is not JSON. */
  load(): Promise<JsonObject | undefined>;
  /** Replaces what is stored, as one step even among several processes, and resolves to what is stored then. */
  change(next: (stored: JsonObject | undefined) => JsonObject): Promise<JsonObject>;
  /** Calls back with what is stored whenever something else than `change` changed it. */
  watch?(changed: (stored: JsonObject) => void): void;
  close(): Promise<void>;
}
