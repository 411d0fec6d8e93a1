import type { JsonObject } from '../tree.ts';

/** Where the configuration is kept: one JSON object in upstream's shape. */
export interface ConfigDriver {
  /** A file of this machine, which only its operators write, the API apart. */
  readonly isFile?: boolean;
  /** What is stored, or undefined when nothing is. Rejects with `StartupError` when it is not JSON. */
  load(): Promise<JsonObject | undefined>;
  /** Replaces what is stored, as one step even among several processes, and resolves to what is stored then. */
  change(next: (stored: JsonObject | undefined) => JsonObject): Promise<JsonObject>;
  /** Calls back when something else may have changed what is stored; more often than that does no harm. */
  watch?(changed: () => void): void;
  close(): Promise<void>;
}
