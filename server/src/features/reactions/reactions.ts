import { isSystemEmoji } from '@innermost/protocol/emoji-names.ts';
import type {
  deleteReaction,
  listReactions,
  listReactionsOfPosts,
  Reaction,
  saveReaction,
} from '@innermost/protocol/reactions.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { OfPost } from '../../access/scopes/post.ts';
import { mayReadChannel } from '../../access/permission.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody, invalidUrl } from '../../platform/http/errors.ts';
import type { Db } from '../../platform/db/database.ts';
import { removeReactionRow, selectCustomEmoji, selectReactions, upsertReaction } from './queries.ts';

const emojiName = /^[A-Za-z0-9+_-]+$/;

async function checkEmoji(db: Db, name: string): Promise<void> {
  if (!emojiName.test(name)) throw new AppError('model.reaction.is_valid.emoji_name.app_error');
  if (isSystemEmoji(name)) return;
  if ((await selectCustomEmoji(db, { name })).length === 0) throw new AppError('app.emoji.get_by_name.no_result');
}

/** Wire: repeating a reaction succeeds, and is told again. */
export async function addReaction(call: Call<typeof saveReaction, OfPost>): Promise<Reaction> {
  const { db, session, body, granted, now, emit, config } = call;
  if (body.user_id !== session.user_id) throw new AppError('api.reaction.save_reaction.user_id.app_error');
  if (granted.channel.delete_at > 0) throw new AppError('api.reaction.save.archived_channel.app_error');
  await checkEmoji(db, body.emoji_name);
  const most = Math.min(config.ServiceSettings.UniqueEmojiReactionLimitPerPost, 500);
  const [saved] = await upsertReaction(db, {
    user_id: session.user_id,
    post_id: granted.post.id,
    emoji_name: body.emoji_name,
    now,
    most_kinds: most,
  });
  if (!saved) throw new AppError('app.post.get.app_error');
  if (!saved.known_kind && saved.kinds >= most) throw new AppError('app.reaction.save.save.too_many_reactions');
  const reaction: Reaction = {
    ...body,
    post_id: granted.post.id,
    create_at: now,
    update_at: now,
    delete_at: 0,
    remote_id: '',
    channel_id: granted.channel.id,
  };
  emit('reaction_added', { reaction }, { channel_id: granted.channel.id });
  return reaction;
}

export async function removeReaction(
  call: Call<typeof deleteReaction, OfPost & { user_id: string }>,
): Promise<StatusOk> {
  const { db, params, granted, now, emit } = call;
  if (!emojiName.test(params.emoji_name)) throw invalidUrl('emoji_name');
  if (granted.channel.delete_at > 0) throw new AppError('api.reaction.delete.archived_channel.app_error');
  const [gone] = await removeReactionRow(db, {
    user_id: granted.user_id,
    post_id: granted.post.id,
    emoji_name: params.emoji_name,
    now,
  });
  if (!gone) return { status: 'OK' };
  // Wire: of what is gone, only whose it was, where and which.
  const reaction = { ...gone, create_at: 0, update_at: now, delete_at: 0, channel_id: '' };
  emit('reaction_removed', { reaction }, { channel_id: granted.channel.id });
  return { status: 'OK' };
}

/** Wire: null when there is none. */
export async function reactionsOnPost({ db, granted }: Call<typeof listReactions, OfPost>): Promise<Reaction[] | null> {
  const found = await selectReactions(db, { post_ids: [granted.post.id] });
  return found.length > 0 ? found : null;
}

/** Posts that may not be read are left out; those without reactions have an empty list. */
export async function reactionsOnPosts(call: Call<typeof listReactionsOfPosts>): Promise<Record<string, Reaction[]>> {
  const { db, body, services, session } = call;
  if (body.length > 1000) throw invalidBody('post_ids');
  const found: Record<string, Reaction[]> = Object.fromEntries(body.map((id) => [id, []]));
  for (const reaction of await selectReactions(db, { post_ids: body })) {
    const channel = await services.directory.channels.get(reaction.channel_id);
    if (channel && (await mayReadChannel(services.directory, session, channel)))
      found[reaction.post_id]?.push(reaction);
  }
  return found;
}
