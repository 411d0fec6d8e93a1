import type { Channel } from '@innermost/protocol/channels.ts';

import { useLive } from '../../live/live.ts';
import { can, displayName, partnerId } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { t } from '../../words/words.ts';

/** Why nothing can be written in a channel, as a sentence; undefined where it can. */
export function useWhyNotWrite(channel: Channel | undefined): string | undefined {
  return useLive((state) => channel && whyNotWrite(state, channel));
}

export function whyNotWrite(state: LiveState, channel: Channel): string | undefined {
  if (channel.delete_at > 0) return t('This channel is archived. It can be read, not written to.');
  const partner = state.users[partnerId(channel, state.me_id)];
  if (partner && partner.delete_at > 0) {
    const name = displayName(partner, state.config);
    return partner.is_bot
      ? t('The bot {name} is deactivated. You can read this conversation, not write to it.', { name })
      : t('{name} is deactivated. You can read this conversation, not write to it.', { name });
  }
  return can(state, 'create_post', { channel_id: channel.id })
    ? undefined
    : t('You can read this channel, not write to it.');
}
