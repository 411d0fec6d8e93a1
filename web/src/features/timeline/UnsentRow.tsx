import { Clock } from 'lucide-react';

import { live, useLive } from '../../live/live.ts';
import { missingFiles } from '../../live/outbox.ts';
import { displayName } from '../../live/select.ts';
import type { Unsent } from '../../live/state.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { clockTime } from '../../shell/time.ts';
import { Text } from '../../text/Text.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { t } from '../../words/words.ts';
import { backToDraft } from '../uploads/offer.ts';
import { rowFocus } from './row-focus.ts';
import { useLateness } from './useLateness.ts';

const UnsentFiles = part(() => import('../uploads/UnsentFiles.tsx').then((module) => module.UnsentFiles));

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
  const hasFiles = (unsent.files ?? []).length > 0;
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
          {unsent.message !== '' && (
            <div className="body">
              <Text source={unsent.message} isWhole />
            </div>
          )}
          {hasFiles && (
            <PartBoundary>
              <UnsentFiles unsent={unsent} />
            </PartBoundary>
          )}
          {isWaiting && isLate && missingFiles(unsent).length === 0 && (
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
  return (
    <div className="msg-state bad" role="alert">
      <StateMark state="failed" />
      {t('Not sent: {error}', { error: error ?? '' })}
      <button type="button" onClick={() => live.outbox.retry(pending_post_id)}>
        {t('Try again')}
      </button>
      ·
      <button type="button" onClick={() => backToDraft(unsent)}>
        {t('Edit')}
      </button>
      ·
      <button type="button" onClick={() => live.outbox.discard(pending_post_id)}>
        {t('Discard')}
      </button>
    </div>
  );
}
