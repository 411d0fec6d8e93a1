import { updateCategories, type SidebarCategory } from '@innermost/protocol/categories.ts';

import { live } from '../../live/live.ts';
import { restoreCategories } from '../../live/restore.ts';
import type { LiveState } from '../../live/state.ts';

export function isFavourite(state: LiveState, teamId: string, channelId: string): boolean {
  return favouritesOf(state, teamId)?.channel_ids.includes(channelId) ?? false;
}

/** Moves a channel into the favourites, or back to where its kind lives. */
export async function toggleFavourite(teamId: string, channelId: string): Promise<void> {
  const state = live.store.getState();
  const favourites = favouritesOf(state, teamId);
  const channel = state.channels[channelId];
  if (!favourites || !channel) return;
  const kind = channel.type === 'D' || channel.type === 'G' ? 'direct_messages' : 'channels';
  const ofTeam = Object.values(state.categories).filter((one) => one.team_id === teamId);
  const from = ofTeam.filter((one) => one.channel_ids.includes(channelId));
  const to = favourites.channel_ids.includes(channelId) ? ofTeam.find((one) => one.type === kind) : favourites;
  if (!to) return;
  const left = from.map((one) => ({ ...one, channel_ids: one.channel_ids.filter((id) => id !== channelId) }));
  const changed = [...left.filter((one) => one.id !== to.id), { ...to, channel_ids: [channelId, ...to.channel_ids] }];
  await live.acts.act({
    event: 'sidebar_category_updated',
    data: { updatedCategories: changed },
    scope: { team_id: teamId },
    restore: restoreCategories(changed.map((one) => one.id)),
    send: () => live.client.call(updateCategories, { params: { user_id: 'me', team_id: teamId }, body: changed }),
    place: `favourite:${channelId}`,
    failed: to === favourites ? 'Not added to favourites' : 'Not removed from favourites',
  });
}

function favouritesOf(state: LiveState, teamId: string): SidebarCategory | undefined {
  return Object.values(state.categories).find((one) => one.team_id === teamId && one.type === 'favorites');
}
