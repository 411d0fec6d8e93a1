import { setStatus, type Presence } from '@innermost/protocol/status.ts';

import { live } from '../../live/live.ts';
import { presenceOf } from '../../people/UserAvatar.tsx';
import { presenceWord } from '../../ui/Presence.tsx';

export const presences = ['online', 'away', 'dnd', 'offline'] as const;

/** Where it is shown that a presence was not taken, or signing out failed. */
export const accountPlace = 'account';

export async function choosePresence(status: Presence): Promise<void> {
  const { me_id } = live.store.getState();
  await live.acts.act({
    event: 'status_change',
    data: () => ({ user_id: me_id, status }),
    send: () => live.client.call(setStatus, { params: { user_id: 'me' }, body: { user_id: me_id, status } }),
    place: accountPlace,
    failed: `Not shown as ${presenceWord(presenceOf(status)).toLowerCase()}`,
  });
}

/** A failure stays beside the menu that it came from. */
export async function signOut(): Promise<void> {
  await live.acts.attempt({ place: accountPlace, failed: 'Not signed out', run: () => live.signOut() });
}
