/**
 * What is known of the addresses in posts, at hand where posts are shown. Kept true by the fact `link`. What was not known
 * is remembered as well, so that a page of messages costs a statement only for addresses that nobody has met here.
 */
import { LRUCache } from 'lru-cache';
import type { Db } from '../../../platform/db/database.ts';
import { perServer } from '../../../work/services.ts';
import { neverSeen, readLink, type LinkFacts } from './facts.ts';
import { selectLinks } from './queries.ts';

/** Addresses, and characters of what is known of them. */
const most = { max: 10_000, maxSize: 10_000_000 } as const;

const sizeOf = (facts: LinkFacts, url: string): number =>
  url.length + 64 + (facts.type === 'opengraph' ? JSON.stringify(facts.page).length : 0);

export class KnownLinks {
  readonly #kept = new LRUCache<string, LinkFacts>({ ...most, sizeCalculation: sizeOf });
  /** What is being read; taken out when it changes meanwhile. */
  readonly #reading = new Map<string, symbol>();

  /** Of what is not at hand, as of what the database does not know: `neverSeen`. */
  peek(url: string): LinkFacts {
    return this.#kept.get(url) ?? neverSeen;
  }

  /** One statement for all that is not at hand. Answers what is known of each, whatever is forgotten meanwhile. */
  async read(db: Db, urls: Iterable<string>): Promise<Map<string, LinkFacts>> {
    const found = new Map<string, LinkFacts>();
    const missing: string[] = [];
    for (const url of new Set(urls)) {
      const kept = this.#kept.get(url);
      if (kept) found.set(url, kept);
      else missing.push(url);
    }
    if (missing.length > 0) await this.#load(db, missing, found);
    return found;
  }

  async #load(db: Db, missing: readonly string[], found: Map<string, LinkFacts>): Promise<void> {
    const mark = Symbol('reading');
    for (const url of missing) this.#reading.set(url, mark);
    try {
      const rows = new Map((await selectLinks(db, { urls: missing })).map((row) => [row.url, row]));
      for (const url of missing) {
        const row = rows.get(url);
        const facts = row ? readLink(row) : neverSeen;
        found.set(url, facts);
        if (this.#reading.get(url) === mark) this.#kept.set(url, facts);
      }
    } finally {
      for (const url of missing) if (this.#reading.get(url) === mark) this.#reading.delete(url);
    }
  }

  forget(url: string): void {
    this.#reading.delete(url);
    this.#kept.delete(url);
  }

  forgetAll(): void {
    this.#reading.clear();
    this.#kept.clear();
  }
}

export const knownLinks = perServer(() => new KnownLinks());
