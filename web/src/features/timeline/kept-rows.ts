import { extendRows, isSameInRows, postRows, type Rows, type RowsInput } from './rows.ts';
import type { Post } from '@innermost/protocol/posts.ts';
import type { Table } from '../../live/table.ts';

interface KeptInput extends RowsInput {
  posts: Table<Post>;
}

/**
 * The rows of a timeline from one change to the next. What was only added at the end, or changed in a way that rows do
 * not show, costs as much as it is; anything else makes all rows anew. Always what `postRows` would give.
 */
export class KeptRows {
  private input: KeptInput | undefined;
  private made: Rows | undefined;
  private held = new Set<string>();

  next(input: KeptInput): Rows {
    const { input: before, made } = this;
    if (before && made && this.isSame(before, input)) {
      if (input.ids.length === before.ids.length) {
        this.input = input;
        return made;
      }
      const ids = input.ids.slice(before.ids.length);
      for (const id of ids) this.held.add(id);
      return this.keep(input, extendRows(made, { ...input, ids }));
    }
    this.held = new Set(input.ids);
    return this.keep(input, postRows(input));
  }

  private keep(input: KeptInput, made: Rows): Rows {
    this.input = input;
    this.made = made;
    return made;
  }

  /** Whether everything made before stands as it is. */
  private isSame(before: KeptInput, input: KeptInput): boolean {
    const isSameFrame =
      before.me_id === input.me_id &&
      before.newSince === input.newSince &&
      before.atStart === input.atStart &&
      before.root?.id === input.root?.id &&
      before.root?.replies === input.root?.replies;
    if (!isSameFrame || !startsWith(input.ids, before.ids)) return false;
    if (before.posts === input.posts) return true;
    return before.posts.differences(input.posts).every((id) => {
      if (!this.held.has(id) && id !== input.root?.id) return true;
      const [was, is] = [before.posts.get(id), input.posts.get(id)];
      return was !== undefined && is !== undefined && isSameInRows(was, is);
    });
  }
}

/** Looked at with every change, so it calls nothing for each id. */
function startsWith(ids: readonly string[], beginning: readonly string[]): boolean {
  if (ids === beginning) return true;
  if (ids.length < beginning.length) return false;
  for (let at = 0; at < beginning.length; at += 1) if (ids[at] !== beginning[at]) return false;
  return true;
}
