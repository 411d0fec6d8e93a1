/** To whom an event goes. The rules are applied in the order of reference wire/websocket.md §6. */
import type { EventName, Events } from '@innermost/protocol/events.ts';

/** Empty means everybody. */
export interface Audience {
  user_id?: string;
  channel_id?: string;
  team_id?: string;
  omit_users?: readonly string[];
  connection_id?: string;
  omit_connection_id?: string;
  /** Only for those without `manage_system`. */
  contains_sanitized_data?: boolean;
  /** Only for those with `manage_system`. */
  contains_sensitive_data?: boolean;
}

export type Emission<E extends EventName = EventName> = {
  [Name in E]: { event: Name; data: Events[Name]; audience: Audience };
}[E];
