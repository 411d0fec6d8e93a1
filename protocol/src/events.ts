/** Every event of the WebSocket protocol, assembled from the areas, and the frames that carry them. */
import type { CategoryEvents } from './categories.ts';
import type { ChannelEvents } from './channels.ts';
import type { DraftEvents } from './drafts.ts';
import type { EmojiEvents } from './emoji.ts';
import type { PostEvents } from './posts.ts';
import type { PreferenceEvents } from './preferences.ts';
import type { ReactionEvents } from './reactions.ts';
import type { RoleEvents } from './roles.ts';
import type { StatusEvents } from './status.ts';
import type { SystemEvents } from './system.ts';
import type { TeamEvents } from './teams.ts';
import type { ThreadEvents } from './threads.ts';
import type { UserEvents } from './users.ts';

export interface Events
  extends
    CategoryEvents,
    ChannelEvents,
    DraftEvents,
    EmojiEvents,
    PostEvents,
    PreferenceEvents,
    ReactionEvents,
    RoleEvents,
    StatusEvents,
    SystemEvents,
    TeamEvents,
    ThreadEvents,
    UserEvents {}

export type EventName = keyof Events;

/** Payload fields that the wire carries as a string of JSON inside the JSON (reference: wire/websocket.md §7). */
export const jsonStringFields: { readonly [E in EventName]?: readonly string[] } = {
  posted: ['post', 'mentions', 'followers'],
  ephemeral_message: ['post'],
  post_edited: ['post'],
  post_deleted: ['post'],
  emoji_added: ['emoji'],
  reaction_added: ['reaction'],
  reaction_removed: ['reaction'],
  thread_updated: ['thread'],
  channel_updated: ['channel'],
  channel_member_updated: ['channelMember'],
  group_added: ['teammate_ids'],
  draft_created: ['draft'],
  draft_updated: ['draft'],
  draft_deleted: ['draft'],
  sidebar_category_updated: ['updatedCategories'],
  update_team: ['team'],
  memberrole_updated: ['member'],
  role_updated: ['role'],
  preferences_changed: ['preferences'],
  preferences_deleted: ['preferences'],
};

/** The `broadcast` object of an event frame: whom it was for. */
export interface Broadcast {
  omit_users: Record<string, boolean> | null;
  user_id: string;
  channel_id: string;
  team_id: string;
  connection_id: string;
  omit_connection_id: string;
  contains_sanitized_data?: boolean;
  contains_sensitive_data?: boolean;
}

/** An event as received, with its JSON strings decoded. */
export type EventFrame = {
  [E in EventName]: { event: E; data: Events[E]; broadcast: Broadcast; seq: number };
}[EventName];

export interface ReplyFrame {
  status: 'OK' | 'FAIL';
  seq_reply?: number;
  data?: Record<string, unknown>;
  error?: { id: string; message: string; detailed_error: string; status_code: number };
}

/** A request of the client; `seq` counts from 1 per connection. */
export interface RequestFrame {
  seq: number;
  action: string;
  data?: Record<string, unknown>;
}
