import { useLayoutEffect } from 'react';

import { live, strays, useFailure } from '../live/live.ts';
import { InlineText } from '../text/Text.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { t } from '../words/words.ts';
import { reasonFor } from './errors.ts';

/** What I changed here and the server refused: why, and a way to try again. Nothing where all is well. */
export function ActFailure({ place }: { place: string }) {
  useLayoutEffect(() => strays.show(place), [place]);
  return <FailureLine place={place} />;
}

export function FailureLine({ place }: { place: string }) {
  const failure = useFailure(place);
  if (!failure) return null;
  return (
    <div className="msg-state bad act-failure" role="alert">
      <StateMark state="failed" />
      <span>
        <InlineText source={failure.failed} />: {reasonFor(failure.error)}
      </span>
      <button type="button" onClick={failure.again}>
        {t('Try again')}
      </button>
      <span aria-hidden="true">·</span>
      <button type="button" onClick={() => live.acts.dismiss(place)}>
        {t('Dismiss')}
      </button>
    </div>
  );
}
