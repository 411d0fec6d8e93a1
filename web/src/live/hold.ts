/** How posts get into the state, from pages and events alike. */
import type { Post, PostList } from '@innermost/protocol/posts.ts';

import { append, insertPage, lastSpan, type Compare, type Page } from './spans.ts';
import { keyed, put, want, type LiveState, type Want } from './state.ts';

/** Whatever gives a thing by its id: a table, or a Map. */
export interface Lookup<T> {
  get(id: string): T | undefined;
}

/** Posts in the order of the timeline: by creation, then by id. */
export function compareIn(posts: Lookup<Post>): Compare {
  return (a, b) => {
    const difference = (posts.get(a)?.create_at ?? 0) - (posts.get(b)?.create_at ?? 0);
    if (difference !== 0) return difference;
    return a < b ? -1 : Number(a > b);
  };
}

/** Props of system messages that name a person besides their author. */
const namingProps = ['addedUserId', 'removedUserId'];

/** Adds or renews posts, never going back to an older version, and asks for the people in them. */
export function holdPosts(state: LiveState, posts: readonly Post[]): LiveState {
  if (posts.length === 0) return state;
  const held = new Map<string, Post>();
  const people = new Set<string>();
  const emoji: NonNullable<Post['metadata']['emojis']> = [];
  for (const sent of posts) {
    const post = withoutEmoji(sent);
    emoji.push(...(sent.metadata.emojis ?? []));
    held.set(post.id, newer(held.get(post.id) ?? state.posts.get(post.id), post));
    people.add(post.user_id);
    for (const participant of post.participants ?? []) people.add(participant.id);
    for (const reaction of post.metadata.reactions ?? []) people.add(reaction.user_id);
    for (const prop of namingProps) if (typeof post.props[prop] === 'string') people.add(post.props[prop]);
  }
  return wantUsers(holdEmoji({ ...state, posts: state.posts.set(held) }, emoji), people);
}

function holdEmoji(state: LiveState, shown: NonNullable<Post['metadata']['emojis']>): LiveState {
  const fresh = shown.filter(({ id, name }) => state.emoji[name]?.id !== id);
  return fresh.length === 0 ? state : { ...state, emoji: { ...state.emoji, ...keyed(fresh, ({ name }) => name) } };
}

/** The emoji of this server are held once, where events keep them true, and not with each post that shows them. */
function withoutEmoji(post: Post): Post {
  const { emojis, ...metadata } = post.metadata;
  return emojis ? { ...post, metadata } : post;
}

export function wantUsers(state: LiveState, ids: Iterable<string>): LiveState {
  const unknown = [...ids].filter((id) => id !== '' && !state.users[id]);
  return want(state, ...unknown.map((id): Want => `user:${id}`));
}

/** Adds a page of a channel (its roots) or of a thread (its replies) under `key`. */
export function holdPage(state: LiveState, key: string, posts: readonly Post[], loaded: Omit<Page, 'ids'>): LiveState {
  const next = holdPosts(state, posts);
  const page = besideHeld(next, loaded);
  const compare = compareIn(next.posts);
  const ids = posts
    .filter((post) => (post.root_id === '' ? post.channel_id === key : post.root_id === key))
    .map((post) => post.id)
    .sort(compare);
  const spans = insertPage(next.spans[key] ?? [], { ...page, ids }, compare);
  return { ...next, spans: put(next.spans, key, spans) };
}

/** The post that the page was asked beside may have been let go meanwhile: then it stands for itself. */
function besideHeld({ posts }: LiveState, { first, last, follows, precedes }: Omit<Page, 'ids'>): Omit<Page, 'ids'> {
  return {
    first,
    last,
    ...(follows !== undefined && posts.has(follows) && { follows }),
    ...(precedes !== undefined && posts.has(precedes) && { precedes }),
  };
}

/** Posts of a list, oldest first. Lists also carry roots of replies, so `order` decides what is in the page. */
export function postsOf(list: PostList): Post[] {
  return list.order.flatMap((id) => list.posts[id] ?? []).toReversed();
}

/** Adds one post that was just made, where its channel or thread is held. */
export function holdNew(state: LiveState, post: Post): LiveState {
  const key = post.root_id === '' ? post.channel_id : post.root_id;
  const spans = state.spans[key];
  if (!spans) return state;
  // Where the end is not held there is no place for it, and it comes with a page.
  if (!lastSpan(spans)) return state.posts.has(post.id) ? holdPosts(state, [post]) : state;
  const next = holdPosts(state, [post]);
  const grown = append(spans, post.id, compareIn(next.posts));
  return grown === spans ? next : { ...next, spans: put(next.spans, key, grown) };
}

/** Takes a notice away, which is no post of the channel's and leaves nothing behind. */
export function dropNotice(state: LiveState, { id, root_id, channel_id }: Post): LiveState {
  const key = root_id || channel_id;
  const spans = (state.spans[key] ?? []).map((span) => ({ ...span, ids: span.ids.filter((one) => one !== id) }));
  return { ...state, posts: state.posts.without([id]), spans: put(state.spans, key, spans) };
}

/** Changes a post if it is held. */
export function changePost(state: LiveState, id: string, change: (post: Post) => Post): LiveState {
  const post = state.posts.get(id);
  if (!post) return state;
  const posts = state.posts.set([[id, change(post)]]);
  return posts === state.posts ? state : { ...state, posts };
}

/** Event and page answers differ in what they fill in, so what only one of them knows is kept from the other. */
function newer(held: Post | undefined, incoming: Post): Post {
  if (!held) return incoming;
  if (held.update_at > incoming.update_at || (held.delete_at > 0 && incoming.delete_at === 0)) return held;
  return {
    ...incoming,
    participants: incoming.participants ?? held.participants,
    last_reply_at: Math.max(incoming.last_reply_at, held.last_reply_at),
    pending_post_id: incoming.pending_post_id || held.pending_post_id,
    ...(incoming.is_following === undefined && held.is_following !== undefined
      ? { is_following: held.is_following }
      : {}),
  };
}
