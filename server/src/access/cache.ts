import { LRUCache } from 'lru-cache';

/**
 * A cache that events keep true: a value that was being loaded while its key was forgotten is handed to the
 * waiting callers but not kept, so that nothing older than the last change stays.
 */
export class LoadingCache<Value extends object> {
  readonly #kept: LRUCache<string, Value>;
  readonly #loading = new Map<string, Promise<Value | undefined>>();
  readonly #load: (key: string) => Promise<Value | undefined>;
  readonly #onForget: (key: string) => void;

  /** `onForget` hears of every key that changed. */
  constructor(
    max: number,
    load: (key: string) => Promise<Value | undefined>,
    onForget: (key: string) => void = () => {},
  ) {
    this.#kept = new LRUCache<string, Value>({ max });
    this.#load = load;
    this.#onForget = onForget;
  }

  /** The value if it is at hand; never asks the database. */
  peek(key: string): Value | undefined {
    return this.#kept.get(key);
  }

  /** At most one load per key is under way. Undefined values are not kept. */
  async get(key: string): Promise<Value | undefined> {
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const under = this.#loading.get(key);
    if (under) return await under;
    const loading = this.#load(key);
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (value && this.#loading.get(key) === loading) this.#kept.set(key, value);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  put(key: string, value: Value): void {
    this.#loading.delete(key);
    this.#kept.set(key, value);
  }

  forget(key: string): void {
    this.#loading.delete(key);
    this.#kept.delete(key);
    this.#onForget(key);
  }

  forgetAll(): void {
    this.#loading.clear();
    this.#kept.clear();
  }
}
