import { sql, statementsOf } from '../../../../platform/db/statement.ts';
import type { Statements } from './emoji.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

export const selectCustomEmojiId = statement(
  'selectCustomEmojiId',
  sql`SELECT id FROM emoji WHERE name = :name AND coalesce(deleteat, 0) = 0`,
);
