import { addChannelMember, type Channel, type ChannelMember } from '@innermost/protocol/channels.ts';

import { live } from '../../live/live.ts';
import { want } from '../../live/state.ts';
import { joinOf } from '../../live/select.ts';
import { t } from '../../words/words.ts';

/** Shows the channel as mine at once. Resolves true when the server agreed. Its failure is shown at `joinOf`. */
export function joinChannel(channel: Channel): Promise<boolean> {
  const { id: channel_id } = channel;
  const { me_id: user_id } = live.store.getState();
  const now = Date.now();
  return live.acts.act({
    event: 'channel_member_updated',
    data: ({ members }) => (members[channel_id] ? undefined : { channelMember: asMember(channel, user_id, now) }),
    beside: (state) =>
      state.channels[channel_id] ? state : { ...state, channels: { ...state.channels, [channel_id]: channel } },
    async send() {
      const member = await live.client.call(addChannelMember, { params: { channel_id }, body: { user_id } });
      // What was known of the channel from outside is less than its members know.
      live.store.change((state) => want(state, `channel:${channel_id}`, `stats:${channel_id}`));
      return member;
    },
    answered: (channelMember) => ({ channelMember }),
    place: joinOf(channel_id),
    failed: t('Not joined'),
    isRepeatable: true,
  });
}

/** Until the server says how I am in it: as everybody, and with all of it read. */
function asMember(channel: Channel, user_id: string, now: number): ChannelMember {
  return {
    channel_id: channel.id,
    user_id,
    roles: 'channel_user',
    last_viewed_at: now,
    msg_count: channel.total_msg_count,
    mention_count: 0,
    mention_count_root: 0,
    urgent_mention_count: 0,
    msg_count_root: channel.total_msg_count_root,
    notify_props: {},
    last_update_at: now,
    scheme_guest: false,
    scheme_user: true,
    scheme_admin: false,
    explicit_roles: '',
  };
}
