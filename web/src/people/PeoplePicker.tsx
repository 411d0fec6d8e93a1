import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { UserPlus, X } from 'lucide-react';

import { useLive } from '../live/live.ts';
import { displayName } from '../live/select.ts';
import { usePeople, type PeopleScope } from '../queries/use-people.ts';
import { useEntry } from '../shell/declared.ts';
import { PartBoundary } from '../shell/PartBoundary.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { isComposing } from '../ui/keys.ts';
import { pickedId, PickList, steppedTo } from '../ui/PickList.tsx';
import { t } from '../words/words.ts';
import { UserAvatar } from './UserAvatar.tsx';
import './people.css';

export interface PeoplePickerProps {
  label: string;
  scope: PeopleScope;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  /** No more than so many. */
  most?: number;
  /** Not offered: myself, usually. */
  without?: readonly string[];
  /** Enter with nothing typed. */
  onEnter: () => void;
}

/** People by name: type, choose, again. Focus stays in the field. */
export function PeoplePicker({ label, scope, chosen, onChange, most = 100, without = [], onEnter }: PeoplePickerProps) {
  const [term, setTerm] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const { ids, isPending } = usePeople(useDeferredValue(term.trim()), scope);
  const offered = ids.filter((one) => !chosen.includes(one) && !without.includes(one));
  const current = Math.min(at, offered.length - 1);
  const isFull = chosen.length >= most;

  const type = (text: string) => {
    setTerm(text);
    setAt(0);
  };
  const choose = (userId: string | undefined) => {
    if (userId === undefined || isFull) return;
    onChange([...chosen, userId]);
    type('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const next = steppedTo(event.key, current, offered.length);
    if (next !== undefined) setAt(next);
    else if (event.key === 'Enter' && term === '' && chosen.length > 0) onEnter();
    else if (event.key === 'Enter') choose(offered[current]);
    else if (event.key === 'Backspace' && term === '') onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
  };
  return (
    <div className="people">
      <div className="in people-field">
        {chosen.map((userId) => (
          <Chosen key={userId} userId={userId} onRemove={() => onChange(chosen.filter((one) => one !== userId))} />
        ))}
        <input
          data-first
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={offered.length > 0 ? pickedId(id, current) : undefined}
          placeholder={chosen.length === 0 ? label : ''}
          autoComplete="off"
          spellCheck={false}
          value={term}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <PickList
        id={id}
        label={label}
        className="people-list"
        items={offered}
        keyOf={(userId) => userId}
        current={current}
        onPoint={setAt}
        onPick={choose}
        busy={isPending}
        none={!isPending && <Nobody term={term} isLeft={offered.length < ids.length} />}
      >
        {(userId) => <Person userId={userId} />}
      </PickList>
      {isFull && <p className="help">{t('No more than {most} people.', { most })}</p>}
    </div>
  );
}

interface NobodyProps {
  term: string;
  /** Some were found, and have been chosen already. */
  isLeft: boolean;
}

/** Where nobody is there yet, the way out is to invite somebody. */
function Nobody({ term, isLeft }: NobodyProps) {
  return (
    <div className="people-none">
      <p>
        {term !== ''
          ? t('Nobody here is called “{term}”.', { term })
          : isLeft
            ? t('That is everyone.')
            : t('There is nobody else yet.')}
      </p>
      {!isLeft && (
        <PartBoundary frame={noInvite}>
          <Invite />
        </PartBoundary>
      )}
    </div>
  );
}

const noInvite = () => null;

function Invite() {
  const invite = useEntry('invite');
  return (
    invite && (
      <Button small icon={UserPlus} onClick={invite}>
        {t('Invite people')}
      </Button>
    )
  );
}

function Chosen({ userId, onRemove }: { userId: string; onRemove: () => void }) {
  const name = useLive((state) => displayName(state.users[userId], state.config));
  return (
    <span className="chip on">
      {name}
      <button type="button" aria-label={t('Remove {name}', { name })} onClick={onRemove}>
        <Icon of={X} />
      </button>
    </span>
  );
}

function Person({ userId }: { userId: string }) {
  const user = useLive((state) => state.users[userId]);
  const name = useLive((state) => displayName(user, state.config));
  return (
    <>
      <UserAvatar userId={userId} size={24} withPresence />
      <span className="grow clip">
        {name} <span className="t3">@{user?.username}</span>
      </span>
    </>
  );
}
