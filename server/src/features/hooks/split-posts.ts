/** What does not fit into one post becomes several, in order (reference: wire/incoming-webhooks.md, Splitting). */
import type { MessageAttachment } from '@innermost/protocol/webhooks.ts';
import { AppError } from '../../platform/http/errors.ts';
import { closesFence, openedFence, type Fence } from '../posts/index.ts';

export interface Content {
  message: string;
  attachments: readonly MessageAttachment[];
}

/** Characters of the props' JSON after which a new post is begun. */
const mostProps = 760_000;

/** Longer runs are a line across the page, and opening them again would leave no room for anything else. */
const longestFence = 100;

/** The fence that is open at the end of a text, `before` being open at its start. */
function openAtEnd(text: string, before?: Fence): Fence | undefined {
  let fence = before;
  for (const line of text.split('\n')) {
    const opened = fence ? undefined : openedFence(line);
    if (opened && opened.length <= longestFence) fence = opened;
    else if (!fence) continue;
    else if (closesFence(line, fence)) fence = undefined;
  }
  return fence;
}

const openingOf = ({ mark, length, opening }: Fence): string =>
  `${opening.length <= 200 ? opening : mark.repeat(length)}\n`;
const closingOf = (text: string, { mark, length }: Fence): string =>
  `${text.endsWith('\n') ? '' : '\n'}${mark.repeat(length)}`;

/** Where to cut the characters at or before `end`: within a fence, or a line that may be one, at a line's start. */
function cutBefore(characters: readonly string[], from: number, end: number, inFence: boolean): number {
  const lineStart = characters.lastIndexOf('\n', end - 1) + 1;
  if (lineStart <= from) return end;
  const line = characters.slice(lineStart, lineStart + 80).join('');
  const mayBeFence = /^ {0,3}(?:`{3}|~{3})/.test(line);
  // A line that fills most of a post has to be cut within.
  return mayBeFence || (inFence && lineStart - from > (end - from) / 2) ? lineStart : end;
}

/** Pieces of at most `longest` characters; at least one. A fence is closed where a piece ends, and opened again. */
function piecesOf(text: string, longest: number): string[] {
  const characters = text.length <= longest ? [] : Array.from(text);
  if (characters.length <= longest) return [text];
  const pieces: string[] = [];
  let fence: Fence | undefined;
  for (let from = 0; from < characters.length;) {
    const opening = fence ? openingOf(fence) : '';
    const room = longest - opening.length;
    const whole = characters.slice(from, from + room).join('');
    if (from + room >= characters.length) {
      pieces.push(opening + whole);
      break;
    }
    const spare = openAtEnd(whole, fence)?.length ?? 0;
    const end = from + Math.max(1, room - (spare > 0 ? spare + 1 : 0));
    const cut = cutBefore(characters, from, end, spare > 0);
    const taken = characters.slice(from, cut).join('');
    const open = openAtEnd(taken, fence);
    pieces.push(opening + taken + (open ? closingOf(taken, open) : ''));
    fence = open;
    from = cut;
  }
  return pieces;
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** The attachment with its text cut to fit into `room` characters of JSON; 400 when that is not enough. */
function fitted(attachment: MessageAttachment, room: number): MessageAttachment {
  const { text = '' } = attachment;
  const excess = sizeOf(attachment) - room;
  if (excess <= 0) return attachment;
  if (sizeOf(text) - 2 < excess) throw new AppError('web.incoming_webhook.split_props_length.app_error');
  const cut = (more: number) => text.slice(0, Math.max(0, text.length - excess - more)).replace(/[\uD800-\uDBFF]$/, '');
  const fence = openAtEnd(cut(0));
  if (!fence) return { ...attachment, text: cut(0) };
  // A line break takes two characters of JSON.
  const kept = cut(fence.length + 2);
  const open = openAtEnd(kept);
  return { ...attachment, text: open ? kept + closingOf(kept, open) : kept };
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
