/** What does not fit into one post becomes several, in order (reference: wire/incoming-webhooks.md, Splitting). */
import type { MessageAttachment } from '@innermost/protocol/webhooks.ts';
import { AppError } from '../../platform/http/errors.ts';

export interface Content {
  message: string;
  attachments: readonly MessageAttachment[];
}

/** Characters of the props' JSON after which a new post is begun. */
const mostProps = 760_000;

/** Pieces of at most `longest` characters; at least one. */
function piecesOf(text: string, longest: number): string[] {
  if (text.length <= longest) return [text];
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let from = 0; from < characters.length; from += longest)
    pieces.push(characters.slice(from, from + longest).join(''));
  return pieces;
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** The attachment with its text cut to fit into `room` characters of JSON; 400 when that is not enough. */
function fitted(attachment: MessageAttachment, room: number): MessageAttachment {
  const { text = '' } = attachment;
  const excess = sizeOf(attachment) - room;
  if (excess <= 0) return attachment;
  if (sizeOf(text) - 2 < excess) throw new AppError('web.incoming_webhook.split_props_length.app_error', 400);
  const kept = text.slice(0, Math.max(0, text.length - excess)).replace(/[\uD800-\uDBFF]$/, '');
  return { ...attachment, text: kept };
}

/** `propsSize`: characters of the JSON of the props that every post carries besides its attachments. */
export function splitContent(content: Content, propsSize: number, longest: number): Content[] {
  const pieces = piecesOf(content.message, longest);
  const posts = pieces.map((message) => ({ message, attachments: [] as MessageAttachment[] }));
  const room = mostProps - propsSize - sizeOf({ attachments: [] });
  let last = posts.at(-1);
  let used = 0;
  for (const one of content.attachments) {
    const attachment = fitted(one, room);
    const size = sizeOf(attachment) + 1;
    if (!last || (used > 0 && used + size > room)) {
      last = { message: '', attachments: [] };
      posts.push(last);
      used = 0;
    }
    last.attachments.push(attachment);
    used += size;
  }
  return posts;
}
