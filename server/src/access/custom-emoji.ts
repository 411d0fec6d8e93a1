/**
 * The emoji of this server by name: few enough to be all in memory, so that a message says which of them it shows without a
 * query. Read at the start, and kept true by hearing of every one that is added or deleted.
 */
import type { CustomEmoji } from '@innermost/protocol/emoji.ts';
import type { Db } from '../platform/db/database.ts';
import { sql, statementsOf } from '../platform/db/statement.ts';
import type { Statements } from './custom-emoji.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

const selectAll = statement(
  'selectAll',
  sql`
  SELECT id, coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at,
         coalesce(creatorid, '') AS creator_id, coalesce(name, '') AS name
    FROM emoji WHERE coalesce(deleteat, 0) = 0`,
);

/** What looks them up. */
export interface EmojiByName {
  /** Each once, in the order of the names. */
  among(names: Iterable<string>): CustomEmoji[];
  readonly isEmpty: boolean;
}

export class KeptEmoji implements EmojiByName {
  readonly #db: Db;
  #byName = new Map<string, CustomEmoji>();
  /** What changed while all are being read. */
  #meanwhile: CustomEmoji[] | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  among(names: Iterable<string>): CustomEmoji[] {
    return [...new Set(names)].flatMap((name) => this.#byName.get(name) ?? []);
  }

  /** What was known stays until all are read. */
  async reload(): Promise<void> {
    const meanwhile: CustomEmoji[] = [];
    this.#meanwhile = meanwhile;
    const rows = await selectAll(this.#db);
    this.#byName = new Map(rows.map((emoji) => [emoji.name, emoji]));
    if (this.#meanwhile === meanwhile) this.#meanwhile = undefined;
    for (const emoji of meanwhile) this.put(emoji);
  }

  /** As it is now, deleted or not. */
  put(emoji: CustomEmoji): void {
    this.#meanwhile?.push(emoji);
    if (emoji.delete_at === 0) this.#byName.set(emoji.name, emoji);
    else if (this.#byName.get(emoji.name)?.id === emoji.id) this.#byName.delete(emoji.name);
  }
}
