import type {
  autocompleteEmoji,
  CustomEmoji,
  getEmoji,
  getEmojiByName,
  getEmojiByNames,
  listEmoji,
  searchEmoji,
} from '@innermost/protocol/emoji.ts';
import { emojiLimits } from '@innermost/protocol/emoji.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { likeText } from '../../platform/db/like.ts';
import { AppError, invalidBody, invalidUrl } from '../../platform/http/errors.ts';
import { paging } from '../../platform/http/paging.ts';
import { checkEnabled } from './enabled.ts';
import { selectEmoji, selectEmojiById, selectEmojiByNames, selectEmojiLike } from './queries.ts';

const mostFound = 200;
const mostCompletions = 100;

export function pageOfEmoji(call: Call<typeof listEmoji>): Promise<CustomEmoji[]> {
  checkEnabled(call);
  const { per_page, offset } = paging(call.query);
  return selectEmoji(call.db, { by_name: call.query.sort === 'name', limit: per_page, offset });
}

export async function emojiOfId(call: Call<typeof getEmoji>): Promise<CustomEmoji> {
  checkEnabled(call);
  const [emoji] = await selectEmojiById(call.db, { id: call.params.emoji_id });
  if (!emoji) throw new AppError('app.emoji.get.no_result');
  return emoji;
}

export async function emojiNamed(call: Call<typeof getEmojiByName>): Promise<CustomEmoji> {
  checkEnabled(call);
  const [emoji] = await selectEmojiByNames(call.db, { names: [call.params.emoji_name] });
  if (!emoji) throw new AppError('app.emoji.get_by_name.no_result');
  return emoji;
}

export async function emojiOfNames(call: Call<typeof getEmojiByNames>): Promise<CustomEmoji[]> {
  checkEnabled(call);
  const limit = emojiLimits.namesAtOnce;
  if (call.body.length > limit) throw new AppError('api.emoji.get_multiple_by_name_too_many.request_error', { limit });
  return selectEmojiByNames(call.db, { names: call.body });
}

export async function foundEmoji(call: Call<typeof searchEmoji>): Promise<CustomEmoji[]> {
  checkEnabled(call);
  const { term, prefix_only } = call.body;
  if (term === '') throw invalidBody('term');
  const pattern = `${prefix_only ? '' : '%'}${likeText(term)}%`;
  return selectEmojiLike(call.db, { pattern, limit: mostFound });
}

export async function completions(call: Call<typeof autocompleteEmoji>): Promise<CustomEmoji[]> {
  checkEnabled(call);
  const { name = '' } = call.query;
  if (name === '') throw invalidUrl('name');
  return selectEmojiLike(call.db, { pattern: `${likeText(name)}%`, limit: mostCompletions });
}
