import { updateCategories, type SidebarCategory } from '@innermost/protocol/categories.ts';

import { live } from '../../live/live.ts';
import type { LiveState } from '../../live/state.ts';
import { t } from '../../words/words.ts';

export function isFavourite(state: LiveState, teamId: string, channelId: string): boolean {
  return favouritesOf(state, teamId)?.channel_ids.includes(channelId) ?? false;
}

/** Moves a channel into the favourites, or back to where its kind lives. */
export async function toggleFavourite(teamId: string, channelId: string): Promise<void> {
  const isWanted = !isFavourite(live.store.getState(), teamId, channelId);
  await live.acts.act({
    event: 'sidebar_category_updated',
    data(state) {
      const updatedCategories = moved(state, teamId, channelId, isWanted);
      return updatedCategories && { updatedCategories };
    },
    scope: { team_id: teamId },
    send: ({ updatedCategories = [] }) =>
      live.client.call(updateCategories, { params: { user_id: 'me', team_id: teamId }, body: updatedCategories }),
    place: `favourite:${channelId}`,
    failed: isWanted ? t('Not added to favourites') : t('Not removed from favourites'),
    isRepeatable: true,
    // Whole categories are sent, so one must not overtake another.
    lane: `categories:${teamId}`,
  });
}

/** The categories that differ when the channel is (no longer) among the favourites; undefined when it is so already. */
function moved(state: LiveState, teamId: string, channelId: string, isWanted: boolean): SidebarCategory[] | undefined {
  const channel = state.channels[channelId];
  if (!channel || isFavourite(state, teamId, channelId) === isWanted) return undefined;
  const kind = channel.type === 'D' || channel.type === 'G' ? 'direct_messages' : 'channels';
  const ofTeam = Object.values(state.categories).filter((one) => one.team_id === teamId);
  const to = isWanted ? favouritesOf(state, teamId) : ofTeam.find((one) => one.type === kind);
  if (!to) return undefined;
  const from = ofTeam.filter((one) => one.id !== to.id && one.channel_ids.includes(channelId));
  const left = from.map((one) => ({ ...one, channel_ids: one.channel_ids.filter((id) => id !== channelId) }));
  return [...left, { ...to, channel_ids: [channelId, ...to.channel_ids] }];
}

function favouritesOf(state: LiveState, teamId: string): SidebarCategory | undefined {
  return Object.values(state.categories).find((one) => one.team_id === teamId && one.type === 'favorites');
}
