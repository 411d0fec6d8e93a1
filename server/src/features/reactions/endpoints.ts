import { deleteReaction, listReactions, listReactionsOfPosts, saveReaction } from '@innermost/protocol/reactions.ts';
import { isId, limits } from '@innermost/protocol/limits.ts';
import { can, signedIn, when, type AccessRequest } from '../../access/can.ts';
import { inChannelOfPost, readsPost } from '../../access/scopes/post.ts';
import { hasInChannel } from '../../access/permission.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { inLaneOfChannel } from '../../endpoint/lanes.ts';
import { object, text, textList } from '../../platform/http/fields.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { addReaction, reactionsOnPost, reactionsOnPosts, removeReaction } from './reactions.ts';

const reaction = object({ user_id: text(), post_id: text(), emoji_name: text() }).transform((fields) => {
  const { user_id, post_id, emoji_name } = fields;
  const isNamed = emoji_name !== '' && emoji_name.length <= limits.emojiNameCharacters;
  if (!isId(user_id) || !isId(post_id) || !isNamed) throw new AppError('api.reaction.save_reaction.invalid.app_error');
  return fields;
});

const mayRemove = when(
  'remove_reaction in the channel of the post; of others, remove_others_reactions',
  async (asked: AccessRequest<typeof deleteReaction>) => {
    const own = asked.params.user_id === asked.session.user_id;
    const granted = await readsPost<typeof deleteReaction>(({ params }) => params.post_id).check(asked);
    const permission = own ? 'remove_reaction' : 'remove_others_reactions';
    if (!(await hasInChannel(asked.directory, asked.session, granted.channel, permission))) throw forbidden(permission);
    return { ...granted, user_id: asked.params.user_id };
  },
);

export const reactionEndpoints = [
  endpoint(saveReaction, {
    audit: 'never',
    access: can(
      'add_reaction',
      inChannelOfPost(({ body }) => body.post_id),
    ),
    body: reaction,
    bodyName: 'reaction',
    ...inLaneOfChannel,
    handle: addReaction,
  }),
  endpoint(listReactions, { access: readsPost(({ params }) => params.post_id), handle: reactionsOnPost }),
  endpoint(deleteReaction, { audit: 'others', access: mayRemove, ...inLaneOfChannel, handle: removeReaction }),
  endpoint(listReactionsOfPosts, {
    access: signedIn(),
    body: textList(),
    bodyName: 'post_ids',
    ...readsOnly,
    handle: reactionsOnPosts,
  }),
];
