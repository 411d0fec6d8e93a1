import type { EventName, Events } from '@innermost/protocol/events.ts';
import type { PreEncoded } from './pre-encoded.ts';

/**
 * Whom an event is for; empty is everybody. The first of `connection_id`, `user_id`, `channel_id` and `team_id` that is
 * set decides, the later ones only inform the client (reference: wire/websocket.md §6).
 */
export interface Audience {
  user_id?: string;
  channel_id?: string;
  team_id?: string;
  /** Ignored where `connection_id` or `user_id` is set. */
  omit_users?: readonly string[];
  connection_id?: string;
  omit_connection_id?: string;
  /** Only for users without `manage_system`. */
  contains_sanitized_data?: boolean;
  /** Only for users with `manage_system`. */
  contains_sensitive_data?: boolean;
}

/** The payload of an event; each field may also be given as JSON text. */
export type Payload<E extends EventName> = Events[E] extends infer Data
  ? Data extends unknown
    ? { [Field in keyof Data]: Data[Field] | PreEncoded }
    : never
  : never;

/** An event and whom it is for. Must not be changed once published. */
export type Emission<E extends EventName = EventName> = {
  [Name in E]: { event: Name; data: Payload<Name>; audience: Audience };
}[E];
