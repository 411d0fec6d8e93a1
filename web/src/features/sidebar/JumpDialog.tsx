import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Search } from 'lucide-react';
import { useLocation } from 'wouter';

import { autocompleteUsers } from '@innermost/protocol/users.ts';

import { live, useConnection, useLive, useLiveShape } from '../../live/live.ts';
import { keyed } from '../../live/state.ts';
import { openConversation } from '../../people/conversation.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { useEntries, useHere } from '../../shell/declared.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { channelPath } from '../../shell/paths.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { isComposing } from '../../ui/keys.ts';
import { Keys } from '../../ui/Keys.tsx';
import { pickedId, PickList, steppedTo } from '../../ui/PickList.tsx';
import { t } from '../../words/words.ts';
import { ChannelMark } from './ChannelMark.tsx';
import { entriesFor, type Listed, placesFor, type Place } from './jump.ts';
import '../../people/people.css';

type Item = Place | Listed;

const headingOf = (item: Item) => (item.kind === 'entry' && item.entry.kind === 'do' ? t('Do') : t('Go to'));

/** Ctrl K, the palette: type where to go or what to do, and it is so. */
export function JumpDialog({ onClose }: { onClose: () => void }) {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [error, setError] = useState<string>();
  const id = useId();
  const here = useHere();
  const items = useItems(typed);
  const current = Math.min(at, items.length - 1);
  usePeopleOf(typed);

  const pick = async (item: Item | undefined) => {
    if (!item || !here) return;
    if (item.kind === 'entry') {
      onClose();
      item.entry.run(here);
      return;
    }
    try {
      const to = await addressOf(item, here.team.name);
      onClose();
      if (to) navigate(to);
    } catch (failure) {
      setError(t('Could not go to {place}: {reason}', { place: item.title, reason: sentenceFor(failure) }));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const next = steppedTo(event.key, current, items.length);
    if (next !== undefined) setAt(next);
    else if (event.key === 'Enter') void pick(items[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open wide bare title={t('Jump to')} onClose={onClose}>
      <Field
        listId={id}
        current={items.length > 0 ? pickedId(id, current) : undefined}
        typed={typed}
        onType={(text) => {
          setTyped(text);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <PickList
        id={id}
        label={t('Places and actions')}
        className="jump-list"
        items={items}
        keyOf={(item) => `${item.kind} ${item.key}`}
        headingOf={headingOf}
        current={current}
        onPoint={setAt}
        onPick={(item) => void pick(item)}
        none={
          <p className="people-none">{t('Nothing here is called “{name}”.', { name: typed.replace(/^[#@~>]/, '') })}</p>
        }
      >
        {(item, isCurrent) => <ItemRow item={item} isCurrent={isCurrent} />}
      </PickList>
      <Hints error={error} />
    </Dialog>
  );
}

interface FieldProps {
  listId: string;
  /** Id of the current row. */
  current: string | undefined;
  typed: string;
  onType: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Field({ listId, current, typed, onType, onKeyDown }: FieldProps) {
  return (
    <div className="jump-field">
      <Icon of={Search} large />
      <input
        data-first
        role="combobox"
        aria-label={t('Jump to a channel or person, or do something')}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current}
        placeholder={t('Jump to…')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Keys of="Escape" />
    </div>
  );
}

/** Channels and people, then screens, then actions. */
function useItems(typed: string): Item[] {
  const here = useHere();
  const entries = useEntries();
  const places = useLiveShape((state) => (here ? placesFor(state, here.team.id, typed) : []));
  const listed = useLiveShape((state) => (here ? entriesFor(state, entries, here, typed) : []));
  return [...places, ...listed];
}

/** The foot: what can be typed, or why it did not work. */
function Hints({ error }: { error: string | undefined }) {
  if (error) {
    return (
      <p className="help bad jump-error" role="alert">
        {error}
      </p>
    );
  }
  return (
    <div className="keys">
      <span>
        <kbd className="kbd">#</kbd> {t('channels')}
      </span>
      <span>
        <kbd className="kbd">@</kbd> {t('people')}
      </span>
      <span>
        <kbd className="kbd">&gt;</kbd> {t('screens and actions')}
      </span>
    </div>
  );
}

/** A person without a conversation yet gets one. */
async function addressOf(place: Place, teamName: string): Promise<string | undefined> {
  const state = live.store.getState();
  const channel = state.channels[place.id];
  return channel ? channelPath(state, teamName, channel) : openConversation([place.id], teamName);
}

function ItemRow({ item, isCurrent }: { item: Item; isCurrent: boolean }) {
  const isAway = useConnection().name === 'away';
  const hint = item.kind === 'entry' && isAway && item.entry.needsConnection ? t('needs a connection') : item.hint;
  const keys = item.kind === 'entry' ? item.entry.keys : undefined;
  return (
    <>
      <Mark item={item} />
      <span className="grow clip">
        {item.title} {hint !== '' && <span className="t3">· {hint}</span>}
      </span>
      {(isCurrent || keys) && (
        <span className="hint row">
          <Keys of={isCurrent ? 'Enter' : (keys ?? '')} />
        </span>
      )}
    </>
  );
}

function Mark({ item }: { item: Item }) {
  const channel = useLive((state) => (item.kind === 'channel' ? state.channels[item.id] : undefined));
  if (item.kind === 'entry') return <Icon of={item.entry.icon} />;
  if (item.kind === 'person') return <UserAvatar userId={item.id} size={24} withPresence />;
  return channel ? <ChannelMark channel={channel} size={24} /> : null;
}

/** People who are not held yet are asked for, a moment after the last key. */
function usePeopleOf(typed: string): void {
  useEffect(() => {
    const name = typed.replace(/^@/, '').trim();
    if (name === '' || /^[#>]/.test(name)) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      live.client
        .call(autocompleteUsers, { query: { name, limit: '10' }, signal: stop.signal })
        .then(({ users }) =>
          live.store.change((state) => ({ ...state, users: { ...keyed(users, (user) => user.id), ...state.users } })),
        )
        .catch(() => undefined);
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);
}
