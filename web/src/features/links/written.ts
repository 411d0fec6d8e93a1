/** What every message is asked; what draws links comes later. */
import type { Post, PostEmbed } from '@innermost/protocol/posts.ts';

const drawn = new Set<PostEmbed['type'] | undefined>(['opengraph', 'image', 'permalink']);

/** False for a message without a link, with one of which nothing is known, or whose author took the preview away. */
export const mayShowLink = ({ metadata, props }: Post): boolean =>
  drawn.has(metadata.embeds?.[0]?.type) && props['remove_link_preview'] !== 'true';

/** The text as its author wrote it. */
export const writtenText = ({ message, message_source }: Post): string => message_source ?? message;
