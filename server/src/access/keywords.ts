/**
 * Words, besides `@username`, by which people want to be called: few people have any, so all of them fit in memory.
 * Kept true by hearing of every change to a person.
 */
import { matchesInside } from '@innermost/protocol/words-that-call.ts';
import type { Db } from '../platform/db/database.ts';
import { sql, statementsOf } from '../platform/db/statement.ts';
import type { Statements } from './keywords.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

interface Row {
  id: string;
  mention_keys: string;
  first_name: string;
}

const columns = sql`u.id, coalesce(u.notifyprops ->> 'mention_keys', '') AS mention_keys,
  CASE WHEN u.notifyprops ->> 'first_name' = 'true' THEN coalesce(u.firstname, '') ELSE '' END AS first_name`;
const hasWords = sql`coalesce(u.deleteat, 0) = 0 AND jsonb_typeof(u.notifyprops) = 'object'
  AND (coalesce(u.notifyprops ->> 'mention_keys', '') <> '' OR u.notifyprops ->> 'first_name' = 'true')`;

const selectAll = statement('selectAll', sql`SELECT ${columns} FROM users u WHERE ${hasWords}`);
const selectSome = statement('selectSome', sql`SELECT ${columns} FROM users u WHERE u.id = ANY(:ids) AND ${hasWords}`);

/** What looks words up. */
export interface Words {
  /** Must be awaited before `peopleCalled`; costs nothing while nobody changed. */
  refresh(): Promise<void>;
  /** Who is called by the word, as a keyword in any case or as a first name in exactly this one. */
  peopleCalled(word: string): ReadonlySet<string> | undefined;
  /** Who is called by a part of the word: only by keywords of scripts that put no blanks between words. */
  peopleCalledInside(word: string): ReadonlySet<string>;
  changed(userId: string): void;
}

export class Keywords implements Words {
  /** For a transaction, before whose begin they were refreshed: it reads nothing for everybody. */
  readonly asTheyAre: Words = {
    refresh: () => Promise.resolve(),
    peopleCalled: (word) => this.peopleCalled(word),
    peopleCalledInside: (word) => this.peopleCalledInside(word),
    changed: (userId) => this.changed(userId),
  };
  readonly #db: Db;
  /** Lower-cased words, and case-sensitive first names under their exact spelling. */
  readonly #people = new Map<string, Set<string>>();
  /** Of those words the ones that are also found inside of others, by their first letter. */
  readonly #inside = new Map<string, Set<string>>();
  readonly #wordsOf = new Map<string, string[]>();
  readonly #stale = new Set<string>();
  #loaded: Promise<void> | undefined;
  #reading: Promise<void> | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The person changed in some way: their words are read again before the next look-up. */
  changed(userId: string): void {
    this.#stale.add(userId);
  }

  /** All are read again before the next look-up. */
  forgetAll(): void {
    this.#loaded = undefined;
  }

  async refresh(): Promise<void> {
    this.#loaded ??= this.#loadAll();
    await this.#loaded;
    if (this.#stale.size === 0 && !this.#reading) return;
    // What is being read may have been asked before the last change.
    await this.#reading;
    if (this.#stale.size > 0) this.#reading ??= this.#readStale();
    await this.#reading;
  }

  peopleCalled(word: string): ReadonlySet<string> | undefined {
    const byKey = this.#people.get(`k${word.toLowerCase()}`);
    const byName = this.#people.get(`f${word}`);
    return byKey && byName ? new Set([...byKey, ...byName]) : (byKey ?? byName);
  }

  peopleCalledInside(word: string): ReadonlySet<string> {
    const people = new Set<string>();
    if (this.#inside.size === 0 || !matchesInside(word)) return people;
    const lower = word.toLowerCase();
    for (let at = 0; at < word.length; at += 1) {
      for (const key of this.#inside.get(lower[at] ?? '') ?? []) {
        const isThere = key.startsWith('k') ? lower.startsWith(key.slice(1), at) : word.startsWith(key.slice(1), at);
        if (isThere) for (const userId of this.#people.get(key) ?? []) people.add(userId);
      }
    }
    return people;
  }

  async #readStale(): Promise<void> {
    const ids = [...this.#stale];
    this.#stale.clear();
    try {
      const rows = await selectSome(this.#db, { ids });
      for (const id of ids) this.#forget(id);
      for (const row of rows) this.#add(row);
    } catch (error) {
      for (const id of ids) this.#stale.add(id);
      throw error;
    } finally {
      this.#reading = undefined;
    }
  }

  async #loadAll(): Promise<void> {
    try {
      const rows = await selectAll(this.#db);
      this.#people.clear();
      this.#inside.clear();
      this.#wordsOf.clear();
      for (const row of rows) this.#add(row);
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
  }

  #add(row: Row): void {
    const words = row.mention_keys
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== '')
      .map((word) => `k${word}`);
    if (row.first_name !== '') words.push(`f${row.first_name}`);
    this.#wordsOf.set(row.id, words);
    for (const word of words) {
      const people = this.#people.get(word) ?? new Set();
      this.#people.set(word, people.add(row.id));
      this.#addInside(word);
    }
  }

  #addInside(key: string): void {
    const word = key.slice(1);
    if (!matchesInside(word)) return;
    const first = word[0]?.toLowerCase() ?? '';
    this.#inside.set(first, (this.#inside.get(first) ?? new Set()).add(key));
  }

  #forget(userId: string): void {
    for (const word of this.#wordsOf.get(userId) ?? []) {
      const people = this.#people.get(word);
      people?.delete(userId);
      if (people?.size !== 0) continue;
      this.#people.delete(word);
      this.#inside.get(word[1]?.toLowerCase() ?? '')?.delete(word);
    }
    this.#wordsOf.delete(userId);
  }
}
