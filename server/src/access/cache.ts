import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';

/** What users of a cache see of it, in a transaction or not. What changed is forgotten by features/forget.ts. */
export interface Cache<Value extends object> {
  /** The value if it is at hand; never asks the database. */
  peek(key: string): Value | undefined;
  /** Undefined values are not kept. */
  get(key: string): Promise<Value | undefined>;
  /** Reads the value anew: for whom the database has just shown that what is kept may be wrong. */
  again(key: string): Promise<Value | undefined>;
  put(key: string, value: Value): void;
}

/**
 * A cache that events keep true: a value that was being loaded while its key was forgotten is handed to the
 * waiting callers but not kept, so that nothing older than the last change stays.
 */
export class LoadingCache<Value extends object> implements Cache<Value> {
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

  /**
   * The same cache for somebody inside a transaction: what is missing is read by `load` and not kept, because it may
   * never be committed.
   */
  through(load: (key: string) => Promise<Value | undefined>): Cache<Value> {
    return new CacheInTransaction(this, load);
  }

  peek(key: string): Value | undefined {
    return this.#kept.get(key);
  }

  /** At most one load per key is under way. */
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

  again(key: string): Promise<Value | undefined> {
    this.forget(key);
    return this.get(key);
  }

  /** Holds what is kept against a fresh load: keys whose value is not what is stored. For tests. */
  async outdated(): Promise<string[]> {
    const found: string[] = [];
    for (const [key, value] of this.#kept.entries())
      if (!isDeepStrictEqual(value, await this.#load(key))) found.push(key);
    return found;
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

/** As `LoadingCache.through` gives it. What it read, it remembers as long as the transaction. */
class CacheInTransaction<Value extends object> implements Cache<Value> {
  readonly #whole: LoadingCache<Value>;
  readonly #load: (key: string) => Promise<Value | undefined>;
  #read: Map<string, Promise<Value | undefined>> | undefined;

  constructor(whole: LoadingCache<Value>, load: (key: string) => Promise<Value | undefined>) {
    this.#whole = whole;
    this.#load = load;
  }

  peek(key: string): Value | undefined {
    return this.#whole.peek(key);
  }

  async get(key: string): Promise<Value | undefined> {
    const kept = this.#whole.peek(key);
    if (kept) return kept;
    const read = (this.#read ??= new Map());
    const value = read.get(key) ?? this.#load(key);
    read.set(key, value);
    return value;
  }

  put(): void {
    // What the transaction read is not for everybody.
  }

  again(key: string): Promise<Value | undefined> {
    this.#read?.delete(key);
    this.#whole.forget(key);
    return this.get(key);
  }
}
