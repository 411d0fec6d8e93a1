import type { Channel } from '@innermost/protocol/channels.ts';

import { useLive } from '../../live/live.ts';
import { can, displayName, partnerId } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';

/** Why nothing can be written in a channel, as a sentence; undefined where it can. */
export function useWhyNotWrite(channel: Channel | undefined): string | undefined {
  return useLive((state) => channel && whyNotWrite(state, channel));
}

export function whyNotWrite(state: LiveState, channel: Channel): string | undefined {
  if (channel.delete_at > 0) return 'This channel is archived. It can be read, not written to.';
  const partner = state.users[partnerId(channel, state.me_id)];
  if (partner && partner.delete_at > 0) {
    const whose = partner.is_bot ? `The bot ${displayName(partner, state.config)}` : displayName(partner, state.config);
    return `${whose} is deactivated. You can read this conversation, not write to it.`;
  }
  return can(state, 'create_post', { channel_id: channel.id })
    ? undefined
    : 'You can read this channel, not write to it.';
}
