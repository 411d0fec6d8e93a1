/**
 * What can change that some process remembers. A work says so with `changed`; on commit every process forgets what it
 * kept of it, before the events of the work leave. `features/forget.ts` says who forgets what.
 */
import type { CustomEmoji } from '@innermost/protocol/emoji.ts';
import type { Presence } from '@innermost/protocol/status.ts';

interface Facts {
  /** Anything of an account: names, address, settings, activity; also that it is new. */
  person: { user_id: string };
  /** Wrong guesses at an account are forgiven. Name and address as they are stored. */
  account_unlocked: { id: string; username: string; email: string };
  /** Anything of a channel but its members and posts. */
  channel: { channel_id: string };
  team: { team_id: string };
  channel_member: { user_id: string; channel_id: string; is: boolean };
  team_member: { user_id: string; team_id: string; is: boolean };
  /** A person belongs where they did, but with other roles, or a channel of theirs belongs elsewhere. */
  member_roles: { user_id: string };
  /** The system roles of a person, which their sessions carry. Names between spaces. */
  system_roles: { user_id: string; roles: string; session_ids: readonly string[] };
  /** Times in ms. */
  session: {
    session_id: string;
    device_id: string;
    expires_at: number;
    props: Readonly<Record<string, string>>;
  };
  sessions_ended: { session_ids: readonly string[] };
  /** What a person chose. Activity in ms, the end of `dnd` in s. */
  status: {
    user_id: string;
    status: Presence;
    manual: boolean;
    last_activity_at: number;
    dnd_end_time: number;
    prev_status: string;
  };
  /** A post was edited or deleted. */
  post: { post_id: string };
  /** An address was looked at. */
  link: { url: string };
  /** Who follows all threads of a channel. */
  thread_followers: { channel_id: string };
  incoming_hook: { hook_id: string };
  /** As it is now, deleted or not. */
  emoji: { emoji: CustomEmoji };
  /** Nothing that is remembered can be believed. Where events may have been missed, too, every client starts anew. */
  everything: { events_missed: boolean };
}

export type FactKind = keyof Facts;

/** One thing that changed, by its `kind`. */
export type Fact = { [Kind in FactKind]: { readonly kind: Kind } & Readonly<Facts[Kind]> }[FactKind];
