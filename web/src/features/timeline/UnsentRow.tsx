import { Clock } from 'lucide-react';

import { live, useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import type { Unsent } from '../../live/state.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { clockTime } from '../../shell/time.ts';
import { Text } from '../../text/Text.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { t } from '../../words/words.ts';
import { rowFocus } from './row-focus.ts';
import { useLateness } from './useLateness.ts';

export interface UnsentRowProps {
  unsent: Unsent;
  first: boolean;
  isStop: boolean;
}

/** A message of mine on its way: quiet at first, then it says that it waits, or why it was refused. */
export function UnsentRow({ unsent, first, isStop }: UnsentRowProps) {
  const name = useLive((state) => displayName(state.users[state.me_id], state.config));
  const isLate = useLateness(unsent.create_at);
  const isWaiting = unsent.error === undefined;
  return (
    <div className={first ? 'row-first' : undefined}>
      <article
        className={classNames('msg', first && 'first', 'waiting')}
        {...rowFocus(unsent.pending_post_id, isStop)}
        aria-label={`${name}, ${isWaiting ? t('on its way') : t('not sent')}`}
      >
        <div className="gut">{first && <UserAvatar userId={unsent.user_id} />}</div>
        <div>
          {first && (
            <div className="who">
              <b>{name}</b>
              <time>{clockTime(unsent.create_at)}</time>
            </div>
          )}
          <div className="body">
            <Text source={unsent.message} isWhole />
          </div>
          {isWaiting && isLate && (
            <output className="msg-state">
              <Icon of={Clock} /> {t('Waiting for the connection')}
            </output>
          )}
          {!isWaiting && <Refused unsent={unsent} />}
        </div>
      </article>
    </div>
  );
}

function Refused({ unsent }: { unsent: Unsent }) {
  const { pending_post_id, error } = unsent;
  const edit = () => {
    const key = unsent.root_id || unsent.channel_id;
    const written = live.drafts.store.getState()[key];
    live.drafts.write(unsent, written ? `${unsent.message}\n${written}` : unsent.message);
    live.outbox.discard(pending_post_id);
  };
  return (
    <div className="msg-state bad" role="alert">
      <StateMark state="failed" />
      {t('Not sent: {error}', { error: error ?? '' })}
      <button type="button" onClick={() => live.outbox.retry(pending_post_id)}>
        {t('Try again')}
      </button>
      ·
      <button type="button" onClick={edit}>
        {t('Edit')}
      </button>
      ·
      <button type="button" onClick={() => live.outbox.discard(pending_post_id)}>
        {t('Discard')}
      </button>
    </div>
  );
}
