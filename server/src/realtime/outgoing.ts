import type { EventName } from '@innermost/protocol/events.ts';
import type { Audience, Emission } from './audience.ts';
import type { RealtimeSession } from './dependencies.ts';
import { encodeEvent } from './encode.ts';
import { PreEncoded } from './pre-encoded.ts';
import type { MayRead } from './post-variants.ts';
import { rewritingOf, type TextFor } from './rewriting.ts';

const goesStale: ReadonlySet<EventName> = new Set<EventName>(['typing', 'status_change', 'multiple_channels_viewed']);
const onlyInView: ReadonlySet<EventName> = new Set<EventName>(['typing', 'reaction_added', 'reaction_removed']);

/** An event on its way to its receivers. It is encoded when the first of them is found, and once. */
export class Outgoing {
  readonly audience: Audience;
  /** May be skipped for connections that are behind. */
  readonly goesStale: boolean;
  /** Of no use to a connection that looks at another channel. */
  readonly isOnlyInView: boolean;
  /** Whom the event describes, where guests may not see everybody. */
  readonly aboutUser: string | undefined;
  private readonly emission: Emission;
  private shared: string | undefined = undefined;
  private rewriting: TextFor | undefined = undefined;
  private readonly isUniform: boolean;

  constructor(emission: Emission) {
    const { event, audience } = emission;
    this.emission = emission;
    this.audience = audience;
    this.goesStale = goesStale.has(event);
    this.isOnlyInView = onlyInView.has(event);
    this.aboutUser = aboutUser(emission);
    const isRestricted = this.goesStale || this.isOnlyInView || this.aboutUser !== undefined || isSelective(audience);
    this.isUniform = !isRestricted && event !== 'posted' && event !== 'post_edited';
  }

  /** The text up to the sequence number, if every connection in the audience gets it and nothing is left to ask. */
  get uniformText(): string | undefined {
    return this.isUniform ? this.sharedText() : undefined;
  }

  /** The text for one receiver up to the sequence number; a promise only where somebody else must be asked. */
  textFor(session: RealtimeSession, acknowledges: boolean, mayRead: MayRead): string | Promise<string> {
    if (this.shared !== undefined) return this.shared;
    this.rewriting ??= rewritingOf(this.emission);
    return this.rewriting?.(session, acknowledges, mayRead) ?? this.sharedText();
  }

  private sharedText(): string {
    this.shared ??= encodeEvent(this.emission);
    return this.shared;
  }
}

function isSelective({ contains_sanitized_data, contains_sensitive_data, omit_connection_id }: Audience): boolean {
  return contains_sanitized_data === true || contains_sensitive_data === true || (omit_connection_id ?? '') !== '';
}

function aboutUser({ event, data }: Emission): string | undefined {
  if (event === 'new_user') return idIn(data.user_id);
  if (event === 'user_updated') return idIn(data.user);
  return undefined;
}

/** The id in a user, or the id itself; either may be given as JSON. */
function idIn(value: string | { id: string } | PreEncoded): string {
  // Our own encoder wrote this text.
  const known = value instanceof PreEncoded ? (JSON.parse(value.json) as string | { id: string }) : value;
  return typeof known === 'string' ? known : known.id;
}
