/** The versions of one post for readers who may see different things of it (reference: wire/websocket.md §6). */
import type { Post } from '@innermost/protocol/posts.ts';
import type { RealtimeSession } from './dependencies.ts';
import { PreEncoded } from './pre-encoded.ts';

export type MayRead = (session: RealtimeSession, channelId: string) => boolean | Promise<boolean>;

/** The JSON text of the post for one reader. Readers who see the same get the same string. */
export type PostVariants = (session: RealtimeSession, mayRead: MayRead) => string | Promise<string>;

const marks = ['"channel_mentions":', '"previewed_post":', '"permalink"', '"burn_on_read"'];

/** A string for a post that looks the same to everybody. */
export function postVariants(post: Post | PreEncoded): string | PostVariants {
  if (!(post instanceof PreEncoded)) return variantsOf(post) ?? JSON.stringify(post);
  const { json } = post;
  if (!marks.some((mark) => json.includes(mark))) return json;
  // Our own encoder wrote this text, from a Post.
  return variantsOf(JSON.parse(json) as Post) ?? json;
}

/** Undefined for a post that looks the same to everybody. */
function variantsOf(post: Post): PostVariants | undefined {
  if (post.type === 'burn_on_read') return burnOnReadVariants(post);
  const mentioned = Object.entries(channelMentions(post));
  const embeds = post.metadata.embeds ?? [];
  const hasPreview = 'previewed_post' in post.props || embeds.some(({ type }) => type === 'permalink');
  if (mentioned.length === 0 && !hasPreview) return undefined;

  const previewedChannel = embeds.find(({ type }) => type === 'permalink')?.data?.['channel_id'];
  const asked = mentioned.map(([, { id }]) => id);
  if (typeof previewedChannel === 'string') asked.push(previewedChannel);

  const texts = new Map<string, string>();
  function textFor(answers: readonly boolean[]): string {
    const key = answers.join();
    const known = texts.get(key);
    if (known !== undefined) return known;
    const readable = Object.fromEntries(mentioned.filter((_, index) => answers[index] === true));
    const withPreview = typeof previewedChannel === 'string' && answers.at(-1) === true;
    const text = JSON.stringify(withOnly(post, readable, withPreview));
    texts.set(key, text);
    return text;
  }

  return (session, mayRead) => {
    const answers = asked.map((channelId) => mayRead(session, channelId));
    if (answers.every((answer) => typeof answer === 'boolean')) return textFor(answers);
    return Promise.all(answers.map(async (answer) => answer)).then(textFor);
  };
}

/** The post with these channel mentions only, and its permalink preview kept or taken out. */
function withOnly(post: Post, mentions: Record<string, unknown>, withPreview: boolean): Post {
  const { channel_mentions: _, previewed_post: previewedPost, ...props } = post.props;
  const embeds = post.metadata.embeds?.filter(({ type }) => withPreview || type !== 'permalink') ?? [];
  const { embeds: __, ...metadata } = post.metadata;
  return {
    ...post,
    props: {
      ...props,
      ...(Object.keys(mentions).length > 0 && { channel_mentions: mentions }),
      ...(withPreview && { previewed_post: previewedPost }),
    },
    metadata: embeds.length > 0 ? { ...metadata, embeds } : metadata,
  };
}

function channelMentions(post: Post): Record<string, { id: string }> {
  const entries = Object.entries(post.props['channel_mentions'] ?? {}) as [string, { id?: unknown } | null][];
  const known = entries.filter((entry): entry is [string, { id: string }] => typeof entry[1]?.id === 'string');
  return Object.fromEntries(known);
}

/** Only the author reads it; whoever opens it gets the text in an event of its own. */
function burnOnReadVariants(post: Post): PostVariants {
  const whole = JSON.stringify(post);
  const { embeds: _, emojis: __, reactions: ___, files: ____, images: _____, ...metadata } = post.metadata;
  const sealed = JSON.stringify({ ...post, message: '', file_ids: [], metadata });
  return (session) => (session.user_id === post.user_id ? whole : sealed);
}
