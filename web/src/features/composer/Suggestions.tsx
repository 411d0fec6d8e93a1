import { Hash, Lock, Users } from 'lucide-react';

import { useLive } from '../../live/live.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { Emoji } from '../../text/Emoji.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PickList } from '../../ui/PickList.tsx';
import { presenceWord } from '../../ui/Presence.tsx';
import { t } from '../../words/words.ts';
import type { Suggestion } from './suggest.ts';

export interface SuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  chosen: number;
  onChoose: (suggestion: Suggestion) => void;
  onPoint: (index: number) => void;
}

/** The list over the field; focus stays in the field. */
export function Suggestions({ id, suggestions, chosen, onChoose, onPoint }: SuggestionsProps) {
  return (
    <PickList
      id={id}
      label={t('Suggestions')}
      className="pop suggestions"
      items={suggestions}
      keyOf={(one) => `${one.look.kind}-${one.name}`}
      current={chosen}
      onPoint={onPoint}
      onPick={onChoose}
    >
      {(one) => (
        <>
          <Mark look={one.look} name={one.name} />
          <span className="grow clip">
            <b>{one.title}</b> <span className="t3">{one.hint}</span>
          </span>
          {one.look.kind === 'user' && <Presence userId={one.look.id} />}
        </>
      )}
    </PickList>
  );
}

function Mark({ look, name }: Pick<Suggestion, 'look' | 'name'>) {
  if (look.kind === 'user') return <UserAvatar userId={look.id} size={24} />;
  if (look.kind === 'emoji')
    return (
      <span className="suggest-emoji" aria-hidden="true">
        <Emoji name={name} picture={look.picture} />
      </span>
    );
  if (look.kind === 'everybody') return <Icon of={Users} />;
  return <Icon of={look.isPrivate ? Lock : Hash} />;
}

function Presence({ userId }: { userId: string }) {
  const status = useLive((state) => state.statuses[userId]);
  return status ? <span className="hint">{presenceWord(presenceOf(status)).toLowerCase()}</span> : null;
}
