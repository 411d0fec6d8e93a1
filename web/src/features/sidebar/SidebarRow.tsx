import { BellOff, Pencil, X } from 'lucide-react';
import { Link } from 'wouter';

import { savePreferences } from '@innermost/protocol/preferences.ts';

import { live, useHasDraft, useLive, useLiveShape, useSteadyChannel } from '../../live/live.ts';
import { channelTitle, isUnread, unreadIn } from '../../live/select.ts';
import { shownPreference } from '../../people/conversation.ts';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { channelPath } from '../../shell/paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import { ChannelMark } from './ChannelMark.tsx';

export interface SidebarRowProps {
  channelId: string;
  teamName: string;
  isOpen: boolean;
  /** The one row of the list that Tab stops at. */
  isStop: boolean;
}

export function SidebarRow({ channelId, teamName, isOpen, isStop }: SidebarRowProps) {
  const channel = useSteadyChannel((state) => state.channels[channelId]);
  const title = useLive((state) => (channel ? channelTitle(state, channel) : ''));
  const path = useLive((state) => channel && channelPath(state, teamName, channel));
  const unread = useLiveShape((state) => unreadIn(state, channelId));
  const hasDraft = useHasDraft(channelId);
  if (!channel || !path) return null;
  const isNew = isUnread(unread) && !isOpen;
  const isDirect = channel.type === 'D' || channel.type === 'G';
  return (
    <div className="side-row">
      <Link
        href={path}
        className={classNames('item', isNew && 'unread', isOpen && 'on', unread.muted && !isNew && 'muted')}
        aria-current={isOpen ? 'page' : undefined}
        tabIndex={isStop ? 0 : -1}
        draggable={false}
      >
        <ChannelMark channel={channel} />
        <span className="n">{title}</span>
        {channel.type === 'P' && <span className="sr"> {t('(private)')}</span>}
        {isNew && unread.mentions === 0 && <span className="sr"> {t('(unread)')}</span>}
        {hasDraft && !isOpen && <Icon of={Pencil} />}
        {hasDraft && !isOpen && <span className="sr"> {t('(draft)')}</span>}
        {unread.muted && <Icon of={BellOff} />}
        {unread.mentions > 0 && <Badge count={unread.mentions} />}
      </Link>
      {isDirect && !isNew && (
        <button
          type="button"
          className="side-close"
          aria-label={t('Close conversation with {title}', { title })}
          tabIndex={-1}
          onClick={() => void hide(channelId)}
        >
          <Icon of={X} />
        </button>
      )}
      <ActFailure place={`row:${channelId}`} />
    </div>
  );
}

/** Takes a conversation out of the list until there is something new in it. */
async function hide(channelId: string): Promise<void> {
  const state = live.store.getState();
  const channel = state.channels[channelId];
  if (!channel) return;
  const [category, name] = shownPreference(state, channel);
  const preferences = [{ user_id: state.me_id, category, name, value: 'false' }];
  await live.acts.act({
    event: 'preferences_changed',
    data: () => ({ preferences }),
    send: () => live.client.call(savePreferences, { params: { user_id: 'me' }, body: preferences }),
    place: `row:${channelId}`,
    failed: t('Not closed'),
    isRepeatable: true,
  });
}
