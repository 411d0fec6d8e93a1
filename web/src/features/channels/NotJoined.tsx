import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { joinOf } from '../../live/select.ts';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { ListBack } from '../../shell/ListBack.tsx';
import { WaysOn } from '../../shell/NothingHere.tsx';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';
import { joinChannel } from './join.ts';

export interface NotJoinedProps {
  channel: Channel;
  team: Team;
  /** What else it is opened for: "to read this message". */
  purpose?: string;
}

/** A channel that I am not in and may join: an open one, or any for an administrator. */
export function NotJoined({ channel, team, purpose }: NotJoinedProps) {
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
      <div className="sheet-failure">
        <ActFailure place={joinOf(channel.id)} />
      </div>
      <SheetBanners />
      <Empty
        title={t('You are not in #{channel}', { channel: channel.display_name })}
        text={purpose ? t('Join it {purpose}. {about}', { purpose, about }) : about}
        acts={
          <>
            <Button small kind="primary" onClick={() => void joinChannel(channel)}>
              {t('Join channel')}
            </Button>
            <WaysOn />
          </>
        }
      />
    </main>
  );
}
