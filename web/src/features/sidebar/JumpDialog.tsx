import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Search } from 'lucide-react';
import { useLocation } from 'wouter';

import { autocompleteUsers } from '@innermost/protocol/users.ts';

import { live, useLive, useLiveShape } from '../../live/live.ts';
import { teamByName, teamsInOrder } from '../../live/select.ts';
import { keyed } from '../../live/state.ts';
import { openConversation } from '../../people/conversation.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { channelPath } from '../../shell/paths.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { isComposing } from '../../ui/keys.ts';
import { Keys } from '../../ui/Keys.tsx';
import { pickedId, PickList, steppedTo } from '../../ui/PickList.tsx';
import { ChannelMark } from './ChannelMark.tsx';
import { placesFor, type Place } from './jump.ts';
import '../../people/people.css';

/** Ctrl K: type where to go, and be there. */
export function JumpDialog({ onClose }: { onClose: () => void }) {
  const [path, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [error, setError] = useState<string>();
  const id = useId();
  const teamName = path.split('/')[1] ?? '';
  const team = useLive((state) => teamByName(state, teamName) ?? teamsInOrder(state)[0]);
  const places = useLiveShape((state) => placesFor(state, team?.id ?? '', typed));
  const current = Math.min(at, places.length - 1);
  usePeopleOf(typed);

  const go = async (place: Place | undefined) => {
    if (!place || !team) return;
    try {
      const to = await addressOf(place, team.name);
      onClose();
      if (to) navigate(to);
    } catch (failure) {
      setError(`Could not go to ${place.title}: ${sentenceFor(failure)}`);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const next = steppedTo(event.key, current, places.length);
    if (next !== undefined) setAt(next);
    else if (event.key === 'Enter') void go(places[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open wide bare title="Jump to" onClose={onClose}>
      <div className="jump-field">
        <Icon of={Search} large />
        <input
          data-first
          role="combobox"
          aria-label="Jump to a channel or person"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={places.length > 0 ? pickedId(id, current) : undefined}
          placeholder="Jump to…"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Keys of="Escape" />
      </div>
      <PickList
        id={id}
        label="Places"
        className="jump-list"
        items={places}
        keyOf={(place) => place.key}
        current={current}
        onPoint={setAt}
        onPick={(place) => void go(place)}
        none={<p className="people-none">Nothing here is called “{typed.replace(/^[#@~]/, '')}”.</p>}
      >
        {(place, isCurrent) => <PlaceRow place={place} isCurrent={isCurrent} />}
      </PickList>
      <Hints error={error} />
    </Dialog>
  );
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
        <kbd className="kbd">#</kbd> channels
      </span>
      <span>
        <kbd className="kbd">@</kbd> people
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

function PlaceRow({ place, isCurrent }: { place: Place; isCurrent: boolean }) {
  return (
    <>
      <Mark place={place} />
      <span className="grow clip">
        {place.title} {place.hint !== '' && <span className="t3">· {place.hint}</span>}
      </span>
      {isCurrent && (
        <span className="hint row">
          <Keys of="Enter" />
        </span>
      )}
    </>
  );
}

function Mark({ place }: { place: Place }) {
  const channel = useLive((state) => state.channels[place.id]);
  if (place.kind === 'person') return <UserAvatar userId={place.id} size={24} withPresence />;
  return channel ? <ChannelMark channel={channel} size={24} /> : null;
}

/** People who are not held yet are asked for, a moment after the last key. */
function usePeopleOf(typed: string): void {
  useEffect(() => {
    const name = typed.replace(/^@/, '').trim();
    if (name === '' || name.startsWith('#')) return undefined;
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
