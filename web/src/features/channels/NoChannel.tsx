import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';

import { ApiError } from '@innermost/client/errors.ts';
import { getChannelByName, type Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { getUserByUsername } from '@innermost/protocol/users.ts';

import { live } from '../../live/live.ts';
import type { Place } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { sentenceFor } from '../account/errors.ts';
import { openConversation } from '../direct/NewDirect.tsx';
import { ListBack } from '../frame/ListBack.tsx';
import { TimelineSkeleton } from '../timeline/TimelineSkeleton.tsx';
import { joinChannel } from './BrowseChannels.tsx';

export interface NoChannelProps {
  team: Team;
  place: Place;
}

/** An address of a channel that I am not in: one that I may join, a conversation to begin, or nothing. */
export function NoChannel({ team, place }: NoChannelProps) {
  const [, navigate] = useLocation();
  const [channel, setChannel] = useState<Channel>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let isGone = false;
    findPlace(team, place).then(
      (found) => isGone || setChannel(found),
      (failure: unknown) => isGone || setError(failure),
    );
    return () => {
      isGone = true;
    };
  }, [team, place]);
  const join = async () => {
    if (!channel) return;
    setBusy(true);
    try {
      await joinChannel(channel.id);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const browse = (
    <Button small onClick={() => navigate(`/${team.name}/browse`)}>
      Browse channels
    </Button>
  );
  const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 403);
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
        <h2>{channel?.display_name}</h2>
      </header>
      {!channel && !error && <TimelineSkeleton />}
      {isMissing && (
        <Empty title="Nothing is here" text="There is no such channel, or it is not for you." acts={browse} />
      )}
      {Boolean(error) && !isMissing && (
        <Empty failed title="Could not open it" text={sentenceFor(error)} acts={browse} />
      )}
      {channel && !error && (
        <Empty
          title={`You are not in #${channel.display_name}`}
          text={channel.purpose || `It is open to everyone in ${team.display_name}.`}
          acts={
            <>
              <Button small kind="primary" busy={busy} onClick={() => void join()}>
                Join channel
              </Button>
              {browse}
            </>
          }
        />
      )}
    </main>
  );
}

/** The channel to join; what needs no joining is opened at once, and the screen follows when it is held. */
async function findPlace(team: Team, place: Place): Promise<Channel | undefined> {
  if (place.name === 'channel') {
    const params = { team_id: team.id, channel_name: place.channel };
    const found = await live.client.call(getChannelByName, { params, query: { include_deleted: true } });
    if (found.delete_at === 0) return found;
    // An archived one is not joined, only read: held, it is shown.
    live.store.setState((state) => ({ channels: { ...state.channels, [found.id]: found } }));
    return undefined;
  }
  if (place.name !== 'messages' || !place.who.startsWith('@')) {
    throw new Error('This conversation is not yours.');
  }
  const user = await live.client.call(getUserByUsername, { params: { username: place.who.slice(1) } });
  live.store.setState((state) => ({ users: { ...state.users, [user.id]: user } }));
  await openConversation([user.id], team.name);
  return undefined;
}
