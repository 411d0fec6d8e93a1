import { useState } from 'react';
import { EyeOff, Info } from 'lucide-react';

import { addChannelMember } from '@innermost/protocol/channels.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { dropNotice } from '../../live/hold.ts';
import { live, useLive, useLiveShape } from '../../live/live.ts';
import { can, displayName } from '../../live/select.ts';
import { want } from '../../live/state.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { clockTime, exactTime } from '../../shell/time.ts';
import { Text } from '../../text/Text.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import { addableBy } from './notice.ts';
import { rowFocus } from './row-focus.ts';

export interface NoticeRowProps {
  post: Post;
  rowKey: string;
  isStop: boolean;
}

/** What the server says to me alone. It is kept nowhere: it goes with the page, or when it is removed. */
export function NoticeRow({ post, rowKey, isStop }: NoticeRowProps) {
  return (
    <article
      className="msg only"
      {...rowFocus(rowKey, isStop)}
      aria-label={t('Notice, {clock}', { clock: clockTime(post.create_at) })}
    >
      <div className="gut">
        <Icon of={Info} />
      </div>
      <div>
        <div className="body notice">
          <Text source={post.message} />
        </div>
        <div className="eye">
          <Icon of={EyeOff} />
          {t('Only you see this')}
          <Add post={post} />
          <span aria-hidden="true">·</span>
          <button type="button" className="more" onClick={() => live.store.change((state) => dropNotice(state, post))}>
            {t('Remove')}
          </button>
          <time dateTime={new Date(post.create_at).toISOString()} title={exactTime(post.create_at)}>
            {clockTime(post.create_at)}
          </time>
        </div>
      </div>
    </article>
  );
}

/** Those who were named and are not here can be brought in, by whoever may. */
function Add({ post }: { post: Post }) {
  const { channel_id } = post;
  const ids = addableBy(post);
  const isPrivate = useLive((state) => state.channels[channel_id]?.type === 'P');
  const mayAdd = useLive((state) =>
    can(state, isPrivate ? 'manage_private_channel_members' : 'manage_public_channel_members', { channel_id }),
  );
  const names = useLiveShape((state) =>
    ids.map((id) => (state.users[id] ? displayName(state.users[id], state.config) : t('Someone'))),
  );
  const [state, setState] = useState<'idle' | 'busy' | 'added'>('idle');
  const [error, setError] = useState<string>();
  if (ids.length === 0 || !mayAdd) return null;
  const add = async () => {
    if (state === 'busy') return;
    setState('busy');
    setError(undefined);
    try {
      await live.client.call(addChannelMember, { params: { channel_id }, body: { user_ids: ids } });
      live.store.change((now) => want(now, `stats:${channel_id}`));
      setState('added');
    } catch (failure) {
      setError(sentenceFor(failure));
      setState('idle');
    }
  };
  return (
    <>
      <span aria-hidden="true">·</span>
      {state === 'added' ? (
        <output>{t('Added to the channel')}</output>
      ) : (
        <button
          type="button"
          className="more"
          aria-label={t('Add to the channel: {names}', { names: names.join(', ') })}
          aria-busy={state === 'busy' || undefined}
          onClick={() => void add()}
        >
          {t('Add to the channel')}
        </button>
      )}
      {error && (
        <span className="bad" role="alert">
          {t('Not added: {error}', { error })}
        </span>
      )}
    </>
  );
}
