/**
 * Messages that show another message (`metadata.embeds` of type `permalink`): the server tells what becomes of that one, and
 * not of those that show it.
 */
import type { Post, PostEmbed } from '@innermost/protocol/posts.ts';

import type { LiveState } from './state.ts';

/** The shown message that changed; undefined takes it out of those that show it. */
type Become = (shown: Post) => Post | undefined;

function changePreviews(state: LiveState, fits: (embed: PostEmbed) => boolean, become: Become): LiveState {
  const changed: [string, Post][] = [];
  for (const post of state.posts.values()) {
    const [embed] = post.metadata.embeds ?? [];
    if (embed?.type !== 'permalink' || !fits(embed)) continue;
    // The server made it of a post.
    const shown = embed.data?.['post'] as Post | undefined;
    changed.push([post.id, withShown(post, embed, shown && become(shown))]);
  }
  return changed.length === 0 ? state : { ...state, posts: state.posts.set(changed) };
}

function withShown(post: Post, embed: PostEmbed, shown: Post | undefined): Post {
  const { embeds: _, ...metadata } = post.metadata;
  if (shown)
    return { ...post, metadata: { ...metadata, embeds: [{ ...embed, data: { ...embed.data, post: shown } }] } };
  const { previewed_post: __, ...props } = post.props;
  return { ...post, props, metadata };
}

const dropPreviews = (state: LiveState, fits: (data: Fields) => boolean): LiveState =>
  changePreviews(
    state,
    ({ data = {} }) => fits(data),
    () => undefined,
  );

type Fields = Readonly<Record<string, unknown>>;

/** Deleted, as are its replies: nobody shows them any more. */
export const dropPreviewsOf = (state: LiveState, id: string): LiveState =>
  dropPreviews(state, ({ post_id, post }) => post_id === id || (post as Post | undefined)?.root_id === id);

/** Of a channel that I am in no more. Those of a public channel stay, as members of its team may read it; guests may not. */
export function dropPreviewsIn(state: LiveState, channelId: string): LiveState {
  const isGuest = /\bsystem_guest\b/.test(state.users[state.me_id]?.roles ?? '');
  return dropPreviews(
    state,
    ({ channel_id, channel_type }) => channel_id === channelId && (isGuest || channel_type !== 'O'),
  );
}

export const dropPreviewsInTeam = (state: LiveState, teamName: string): LiveState =>
  dropPreviews(state, ({ team_name }) => team_name === teamName);

/** Edited. Events may come late: an older version changes nothing. */
export const renewPreviews = (state: LiveState, edited: Post): LiveState =>
  changePreviews(
    state,
    ({ data }) => data?.['post_id'] === edited.id,
    (shown) => (shown.update_at >= edited.update_at ? shown : withoutOthers(edited)),
  );

/** A message within another shows no third one. */
function withoutOthers(post: Post): Post {
  const { previewed_post: _, channel_mentions: __, ...props } = post.props;
  const { embeds = [], ...metadata } = post.metadata;
  const own = embeds.filter(({ type }) => type !== 'permalink');
  return { ...post, props, metadata: own.length > 0 ? { ...metadata, embeds: own } : metadata };
}
