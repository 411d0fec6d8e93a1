import { useState } from 'react';
import { useLocation } from 'wouter';

import { archiveChannel, removeChannelMember, type Channel } from '@innermost/protocol/channels.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';

interface QuestionProps {
  channelId: string;
  onClose: () => void;
}

export function LeaveChannel({ channelId, onClose }: QuestionProps) {
  const channel = useLive((state) => state.channels[channelId]);
  // Where it is refused, the channel comes back into the sidebar, and says so there.
  const leave = (left: Channel) => {
    const data = { channel_id: left.id, remover_id: live.store.getState().me_id };
    void live.acts.act({
      event: 'user_removed',
      data: () => data,
      send: () => live.client.call(removeChannelMember, { params: { channel_id: left.id, user_id: 'me' } }),
      place: `row:${left.id}`,
      failed: t('Not left'),
    });
    return Promise.resolve();
  };
  if (!channel) return null;
  const text =
    channel.type === 'P'
      ? t('You come back only if someone adds you.')
      : t('You can come back at any time: browse the channels and join it.');
  return (
    <Question
      channel={channel}
      title={t('Leave #{channel}?', { channel: channel.display_name })}
      text={text}
      verb={t('Leave channel')}
      act={leave}
      onClose={onClose}
    />
  );
}

export function ArchiveChannel({ channelId, onClose }: QuestionProps) {
  const channel = useLive((state) => state.channels[channelId]);
  const archive = async (archived: Channel) => {
    await live.client.call(archiveChannel, { params: { channel_id: archived.id } });
    const data = { channel_id: archived.id, delete_at: Date.now() };
    live.apply('channel_deleted', data);
  };
  if (!channel) return null;
  return (
    <Question
      channel={channel}
      title={t('Archive #{channel}?', { channel: channel.display_name })}
      text={t("It leaves everyone's sidebar, and nobody can write to it. Its messages are kept.")}
      verb={t('Archive channel')}
      danger
      act={archive}
      onClose={onClose}
    />
  );
}

interface AskProps {
  channel: Channel;
  title: string;
  text: string;
  verb: string;
  danger?: boolean;
  act: (channel: Channel) => Promise<void>;
  onClose: () => void;
}

function Question({ channel, title, text, verb, danger = false, act, onClose }: AskProps) {
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const team = useLive((state) => state.teams[channel.team_id]);
  const confirm = async () => {
    setBusy(true);
    try {
      await act(channel);
      onClose();
      navigate(`/${team?.name ?? ''}`);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Confirm
      open
      title={title}
      text={error ?? text}
      verb={verb}
      danger={danger}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  );
}
