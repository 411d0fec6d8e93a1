import { setStatus, type Presence } from '@innermost/protocol/status.ts';

import { live } from '../../live/live.ts';
import { presenceOf } from '../../people/UserAvatar.tsx';
import type { PresenceState } from '../../ui/Presence.tsx';
import { type Message, msg, t } from '../../words/words.ts';

export const presences = ['online', 'away', 'dnd', 'offline'] as const;

/** Where it is shown that a presence was not taken, or signing out failed. */
export const accountPlace = 'account';

const notShown: Readonly<Record<PresenceState, Message>> = {
  online: msg('Not shown as online'),
  away: msg('Not shown as away'),
  dnd: msg('Not shown as do not disturb'),
  offline: msg('Not shown as offline'),
};

export async function choosePresence(status: Presence): Promise<void> {
  const { me_id } = live.store.getState();
  await live.acts.act({
    event: 'status_change',
    data: () => ({ user_id: me_id, status }),
    send: () => live.client.call(setStatus, { params: { user_id: 'me' }, body: { user_id: me_id, status } }),
    place: accountPlace,
    failed: t(notShown[presenceOf(status)]),
  });
}

/** A failure stays beside the menu that it came from. */
export async function signOut(): Promise<void> {
  await live.acts.attempt({ place: accountPlace, failed: t('Not signed out'), run: () => live.signOut() });
}
