import { useState } from 'react';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { sentenceFor } from '../../shell/errors.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { WaysOn } from '../../shell/NothingHere.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';
import { joinChannel } from './BrowseChannels.tsx';

export interface NotJoinedProps {
  channel: Channel;
  team: Team;
  /** What else it is opened for: "to read this message". */
  purpose?: string;
}

/** A channel that I am not in and may join: an open one, or any for an administrator. */
export function NotJoined({ channel, team, purpose }: NotJoinedProps) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await joinChannel(channel.id);
    } catch (failure) {
      setError(t('Not joined: {reason}', { reason: sentenceFor(failure) }));
      setBusy(false);
    }
  };
  const about =
    channel.type === 'P'
      ? t('It is private. As an administrator you may join it, and its members will see that you did.')
      : channel.purpose || t('It is open to everyone in {team}.', { team: team.display_name });
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
        <h2 className="clip">{channel.display_name}</h2>
      </header>
      <Empty
        title={t('You are not in #{channel}', { channel: channel.display_name })}
        text={
          error ? (
            <span className="help bad" role="alert">
              {error}
            </span>
          ) : purpose ? (
            t('Join it {purpose}. {about}', { purpose, about })
          ) : (
            about
          )
        }
        acts={
          <>
            <Button small kind="primary" busy={busy} onClick={() => void join()}>
              {t('Join channel')}
            </Button>
            <WaysOn />
          </>
        }
      />
    </main>
  );
}
