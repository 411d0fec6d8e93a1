/** Conversations with one person or several: how they are opened, and how the sidebar knows to list them. */
import { createDirectChannel, createGroupChannel, type Channel } from '@innermost/protocol/channels.ts';
import { savePreferences } from '@innermost/protocol/preferences.ts';

import { channelArrived } from '../live/arrived.ts';
import { live } from '../live/live.ts';
import { partnerId } from '../live/select.ts';
import type { LiveState } from '../live/state.ts';
import { channelPath } from '../shell/paths.ts';

/** Makes the conversation if there is none yet, lists it, and answers where it is. */
export async function openConversation(userIds: readonly string[], teamName: string): Promise<string | undefined> {
  const { me_id } = live.store.getState();
  const [first] = userIds;
  const channel =
    userIds.length === 1 && first
      ? await live.client.call(createDirectChannel, { body: [me_id, first] })
      : await live.client.call(createGroupChannel, { body: [me_id, ...userIds] });
  await channelArrived(channel.id);
  await list(channel);
  return channelPath(live.store.getState(), teamName, channel);
}

/** Wire: that a conversation is listed is a preference, which the client writes. */
async function list(channel: Channel): Promise<void> {
  const { me_id } = live.store.getState();
  const [category, name] = shownPreference({ me_id }, channel);
  const preferences = [{ user_id: me_id, category, name, value: 'true' }];
  live.apply('preferences_changed', { preferences });
  await live.client.call(savePreferences, { params: { user_id: 'me' }, body: preferences }).catch(() => undefined);
}

/** The preference that says whether a conversation is listed. */
export function shownPreference(state: Pick<LiveState, 'me_id'>, channel: Channel): [category: string, name: string] {
  if (channel.type === 'G') return ['group_channel_show', channel.id];
  return ['direct_channel_show', partnerId(channel, state.me_id)];
}
