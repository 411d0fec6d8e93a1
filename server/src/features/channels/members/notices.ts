/**
 * Notices of who came and went. Clients render type and props; the message is for those that know neither
 * (reference: schema/defaults.md §3, wire/posts-and-mentions.md §2).
 */
import type { Notice } from '../../posts/index.ts';

export interface Someone {
  readonly id: string;
  readonly username: string;
  readonly is_guest: boolean;
}

/** Also where nobody acted, as on a local socket: the notice then tells what the person did. */
export const isOwnDoing = (actor: Pick<Someone, 'id'>, person: Pick<Someone, 'id'>): boolean =>
  actor.id === person.id || actor.id === '';

export function joinedNotice({ id, username, is_guest }: Someone): Notice {
  const type = is_guest ? 'system_guest_join_channel' : 'system_join_channel';
  const message = `${username} joined the channel${is_guest ? ' as a guest' : ''}.`;
  return { user_id: id, type, message, props: { username } };
}

export function addedNotice(actor: Omit<Someone, 'is_guest'>, added: Someone): Notice {
  const type = added.is_guest ? 'system_add_guest_to_chan' : 'system_add_to_channel';
  const what = added.is_guest ? 'added to the channel as a guest' : 'added to the channel';
  return {
    user_id: actor.id,
    type,
    message: `${added.username} ${what} by ${actor.username}.`,
    props: { userId: actor.id, username: actor.username, addedUserId: added.id, addedUsername: added.username },
    mentions: [added.id],
  };
}

export function leftNotice({ id, username }: Someone): Notice {
  return { user_id: id, type: 'system_leave_channel', message: `${username} left the channel.`, props: { username } };
}

export function removedNotice(removerId: string, { id, username }: Someone): Notice {
  return {
    user_id: removerId,
    type: 'system_remove_from_channel',
    message: `${username} was removed from the channel.`,
    props: { removedUserId: id, removedUsername: username },
  };
}
