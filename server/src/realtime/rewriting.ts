/**
 * What differs between the receivers of `posted` and `post_edited`. Most receivers share one text; the rest share it up
 * to the end of `data`, where their own fields are put in.
 */
import type { Post } from '@innermost/protocol/posts.ts';
import type { Emission } from './audience.ts';
import type { RealtimeSession } from './dependencies.ts';
import { encodeFields, frameHead, frameTail } from './encode.ts';
import { type MayRead, postVariants } from './post-variants.ts';
import { PreEncoded } from './pre-encoded.ts';

/** `acknowledges`: the connection asked for `should_ack` and is open. */
export type TextFor = (session: RealtimeSession, acknowledges: boolean, mayRead: MayRead) => string | Promise<string>;

const shouldAck = ',"should_ack":true';

/** One version of a post, with what most of its receivers get. */
interface SharedText {
  post: string;
  /** Up to the end of `data`, where a receiver's own fields go. */
  head: string;
  plain: string;
  acknowledged: string;
}

/** Undefined for events that are the same for everybody. */
export function rewritingOf(emission: Emission): TextFor | undefined {
  if (emission.event === 'posted') return postedTexts(emission);
  if (emission.event === 'post_edited') return editedTexts(emission);
  return undefined;
}

function editedTexts({ event, data, audience }: Emission<'post_edited'>): TextFor {
  const variants = postVariants(data.post);
  const texts = new SharedTexts(frameHead(event), (post) => encodeFields(event, { post }), frameTail(audience));
  return (session, _, mayRead) =>
    typeof variants === 'string' ? texts.of(variants) : after(variants(session, mayRead), (post) => texts.of(post));
}

function postedTexts({ event, data, audience }: Emission<'posted'>): TextFor {
  const variants = postVariants(data.post);
  const rest = encodeFields(event, data, ['post', 'mentions', 'followers']);
  const fields = (post: PreEncoded) => `${rest},${encodeFields(event, { post })}`;
  const texts = new SharedTexts(frameHead(event), fields, frameTail(audience));
  const mentioned = idSet(data.mentions);
  const followers = idSet(data.followers);
  const namesAnyone = mentioned.size > 0 || followers.size > 0;
  const shouldAcknowledge = acknowledging(data);

  return (session, acknowledges, mayRead) => {
    let own = '';
    if (namesAnyone || acknowledges) {
      const userId = session.user_id;
      if (mentioned.has(userId)) own += `,"mentions":"[\\"${userId}\\"]"`;
      if (followers.has(userId)) own += `,"followers":"[\\"${userId}\\"]"`;
      if (acknowledges && shouldAcknowledge(userId, own !== '')) own += shouldAck;
    }
    if (typeof variants === 'string') return texts.of(variants, own);
    return after(variants(session, mayRead), (post) => texts.of(post, own));
  };
}

/**
 * Whether the client is asked to say that it notified its user; metrics of the client's, nothing else depends on it.
 * Wire: not asked of those whose notification settings alone would notify them, which delivery does not look up.
 */
function acknowledging(data: Emission<'posted'>['data']): (userId: string, isNamed: boolean) => boolean {
  const isDirect = data.channel_type === 'D';
  let author: string | undefined;
  return (userId, isNamed) => {
    author ??= authorOf(data.post);
    return userId !== author && (isNamed || isDirect);
  };
}

function authorOf(post: Post | PreEncoded): string {
  if (!(post instanceof PreEncoded)) return post.user_id;
  // Our own encoder wrote this text, from a Post.
  return post.user_id ?? (JSON.parse(post.json) as Post).user_id;
}

/** Texts up to the sequence number, from the post's JSON and the receiver's own fields. Equal ones are one string. */
class SharedTexts {
  private readonly head: string;
  private readonly fields: (post: PreEncoded) => string;
  private readonly tail: string;
  private readonly known = new Map<string, SharedText>();
  private last: SharedText | undefined = undefined;

  constructor(head: string, fields: (post: PreEncoded) => string, tail: string) {
    this.head = head;
    this.fields = fields;
    this.tail = tail;
  }

  of(post: string, own = ''): string {
    if (this.last?.post !== post) this.last = this.known.get(post) ?? this.build(post);
    if (own === '') return this.last.plain;
    if (own === shouldAck) return this.last.acknowledged;
    return this.last.head + own + this.tail;
  }

  private build(post: string): SharedText {
    const head = this.head + this.fields(new PreEncoded(post));
    const text = { post, head, plain: head + this.tail, acknowledged: head + shouldAck + this.tail };
    this.known.set(post, text);
    return text;
  }
}

function idSet(ids: readonly string[] | PreEncoded | undefined): ReadonlySet<string> {
  if (ids === undefined) return new Set();
  // Our own encoder wrote this text, from an array of ids.
  return new Set(ids instanceof PreEncoded ? (JSON.parse(ids.json) as string[]) : ids);
}

/** Applies `change` at once where the value is there already, so that the usual case stays synchronous. */
function after<T, R>(value: T | Promise<T>, change: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(change) : change(value);
}
