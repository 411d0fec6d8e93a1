/** What the composition root and other areas may use of statuses. */
import type { Services } from '../../work/services.ts';
import type { ChannelsViewed } from '../channels/index.ts';
import type { PostCreated } from '../posts/index.ts';
import { presence } from './presence.ts';

export { presence } from './presence.ts';

/** Whoever writes is here. */
export function authorIsActive(services: Services, { record, set_online }: PostCreated): void {
  if (set_online) presence(services).activity(record.user_id, { manual: false, active: true });
}

/** Whoever turns to a channel is here. */
export function viewerIsActive(services: Services, { user_id, is_active, channel_ids }: ChannelsViewed): void {
  if (!is_active) return;
  presence(services).activity(user_id, { manual: false, active: true });
  const [channelId] = channel_ids;
  if (channelId) presence(services).looksAt(user_id, channelId);
}

export function isOutOfOffice(services: Services, { user_id, is_out }: { user_id: string; is_out: boolean }): void {
  presence(services).outOfOffice(user_id, is_out);
}

export function deactivatedLeaves(services: Services, { user_id }: { user_id: string }): void {
  presence(services).leave(user_id);
}
