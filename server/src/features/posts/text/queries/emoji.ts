import { hot } from '../../../../platform/db/hot.ts';

/** $1 name. */
export const selectCustomEmojiId = hot<{ id: string }>(
  `SELECT id FROM emoji WHERE name = $1 AND coalesce(deleteat, 0) = 0`,
);
