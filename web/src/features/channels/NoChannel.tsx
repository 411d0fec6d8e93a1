import { useCallback } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { useAsked } from '../../queries/use-asked.ts';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { NothingHere, WaysOn } from '../../shell/NothingHere.tsx';
import type { ChannelPlace } from '../../shell/paths.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';
import { findPlace, NothingThere } from './find-place.ts';
import { NotJoined } from './NotJoined.tsx';

export interface NoChannelProps {
  team: Team;
  place: ChannelPlace;
}

/** An address of a channel that I am not in: one that I may join, a conversation to begin, or nothing. */
export function NoChannel({ team, place }: NoChannelProps) {
  const ask = useCallback(() => inTime(findPlace(team, place)), [team, place]);
  const { value: channel, error, retry } = useAsked(ask);
  if (channel) return <NotJoined channel={channel} team={team} />;
  if (error instanceof NothingThere) return <NothingHere team={team} text={nothingSentence(team, place)} />;
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
      </header>
      <SheetBanners />
      {error === undefined ? (
        <TimelineSkeleton />
      ) : (
        <Empty
          failed
          title={t('Could not open it')}
          text={sentenceFor(error)}
          acts={
            <>
              <Button small onClick={retry}>
                {t('Try again')}
              </Button>
              <WaysOn />
            </>
          }
        />
      )}
    </main>
  );
}

/** What was found shows up in the store, and then in place of this; longer than that (ms) nobody looks at a skeleton. */
const patienceMs = 12_000;

/** Rejects when what was found does not show up. */
function inTime<T>(found: Promise<T | undefined>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The server takes too long.')), patienceMs);
    const settle = async () => {
      try {
        const value = await found;
        if (value !== undefined) resolve(value);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    void settle();
  });
}

function nothingSentence(team: Team, place: ChannelPlace): string {
  if (place.name === 'channel')
    return t('#{channel} does not exist in {team}, or you may not see it.', {
      channel: place.channel,
      team: team.display_name,
    });
  if (place.who.includes('@')) return t('There is nobody called {who} here.', { who: place.who });
  return t('This conversation does not exist, or it is not yours.');
}
