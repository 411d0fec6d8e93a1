import { useState } from 'react';

import { deleteEmoji } from '@innermost/protocol/emoji.ts';

import { live, useLive } from '../../../live/live.ts';
import { sentenceFor } from '../../../shell/errors.ts';
import { Confirm } from '../../../ui/Dialog.tsx';
import { t } from '../../../words/words.ts';

export function DeleteEmoji({ name, onClose }: { name: string; onClose: () => void }) {
  const emoji = useLive((state) => state.emoji[name]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const remove = async () => {
    if (!emoji) return onClose();
    setBusy(true);
    try {
      await live.client.call(deleteEmoji, { params: { emoji_id: emoji.id } });
      live.apply('emoji_deleted', { emoji: { ...emoji, delete_at: Date.now() } });
      onClose();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Confirm
      open
      title={t('Delete :{name}:?', { name })}
      text={error ?? t('Messages show its name instead, and reactions with it go. It cannot be brought back.')}
      verb={t('Delete emoji')}
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
