import { useDeferredValue, useState } from 'react';
import { Archive, Hash, Lock, Plus, Search } from 'lucide-react';
import { Link, useLocation } from 'wouter';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useLiveShape } from '../../live/live.ts';
import { can, joinOf } from '../../live/select.ts';
import { Queries } from '../../queries/Queries.tsx';
import { useMemberCounts } from '../../queries/use-member-counts.ts';
import { useTeamChannels } from '../../queries/use-team-channels.ts';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { openDialog } from '../../shell/dialogs.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { ago } from '../../shell/time.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useNow } from '../../shell/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { msg, t } from '../../words/words.ts';
import { newChannel } from './dialogs.ts';
import { joinChannel } from './join.ts';
import './browse.css';

const filters = {
  all: msg('All'),
  'not-joined': msg('Not joined'),
  private: msg('Private'),
  archived: msg('Archived'),
};
type Filter = keyof typeof filters;
const filterNames = Object.keys(filters) as Filter[];

export function BrowseChannels({ team }: { team: Team }) {
  return (
    <Queries>
      <Browse team={team} />
    </Queries>
  );
}

function Browse({ team }: { team: Team }) {
  const [term, setTerm] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const query = useTeamChannels(team.id, useDeferredValue(term.trim()), filter === 'archived');
  const mine = useLiveShape((state) =>
    Object.values(state.channels).filter(
      (one) => one.team_id === team.id && one.delete_at === 0 && state.members[one.id],
    ),
  );
  const shown = shownChannels(query.channels, mine, filter, term);
  const counts = useMemberCounts(shown.map((channel) => channel.id));
  const isWaiting = query.isPending || query.isPlaceholderData;
  const mayCreate = useLive((state) => can(state, 'create_public_channel', { team_id: team.id }));
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
        <h2>{t('Browse channels')}</h2>
        <span className="topic">{t('You are in {count}', { count: mine.length })}</span>
        {mayCreate && (
          <Button kind="primary" icon={Plus} onClick={() => openDialog(newChannel, { teamId: team.id })}>
            {t('New channel')}
          </Button>
        )}
      </header>
      <SheetBanners />
      <BrowseBar term={term} onTerm={setTerm} filter={filter} onFilter={setFilter} />
      {query.error && <Empty failed title={t('Could not load the channels')} text={sentenceFor(query.error)} />}
      {isWaiting && shown.length === 0 && <TimelineSkeleton />}
      {!query.error && !isWaiting && shown.length === 0 && (
        <Empty
          title={filter === 'archived' && term === '' ? t('Nothing is archived') : t('No channel fits')}
          text={
            filter === 'archived'
              ? t('Archived channels can be read here.')
              : t('Try another word, or make the channel.')
          }
        />
      )}
      {shown.length > 0 && (
        <div className="browse-list" aria-busy={query.isFetching}>
          <table className="tbl browse">
            <thead>
              <tr>
                <th>{t('Channel')}</th>
                <th className="r">{t('Members')}</th>
                <th className="browse-when">{t('Last post')}</th>
                <th>
                  <span className="sr">{t('Act')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} team={team} members={counts[channel.id]} />
              ))}
            </tbody>
          </table>
          {query.hasNextPage && (
            <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('Show more')}
            </Button>
          )}
        </div>
      )}
    </main>
  );
}

interface BrowseBarProps {
  term: string;
  onTerm: (term: string) => void;
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

function BrowseBar({ term, onTerm, filter, onFilter }: BrowseBarProps) {
  return (
    <div className="row browse-bar">
      <div className="in browse-search">
        <Icon of={Search} />
        <input
          aria-label={t('Name or purpose')}
          placeholder={t('Name or purpose')}
          value={term}
          onChange={(event) => onTerm(event.target.value)}
        />
      </div>
      {filterNames.map((one) => (
        <button
          key={one}
          type="button"
          className={classNames('chip', one === filter && 'on')}
          aria-pressed={one === filter}
          onClick={() => onFilter(one)}
        >
          {t(filters[one])}
        </button>
      ))}
    </div>
  );
}

interface ChannelRowProps {
  channel: Channel;
  team: Team;
  members: number | undefined;
}

function ChannelRow({ channel, team, members }: ChannelRowProps) {
  const now = useNow();
  const [, navigate] = useLocation();
  const isIn = useLive((state) => channel.id in state.members);
  const isArchived = channel.delete_at > 0;
  const path = `/${team.name}/channels/${channel.name}`;
  const join = async () => {
    const here = location.pathname;
    // Who went elsewhere meanwhile stays there.
    if ((await joinChannel(channel)) && location.pathname === here) navigate(path);
  };
  return (
    <tr>
      <td>
        <div className="row">
          <Icon of={isArchived ? Archive : channel.type === 'P' ? Lock : Hash} />
          <div className="col">
            <b className="clip">{channel.display_name}</b>
            <span className="small t2 clip">{channel.purpose}</span>
            <ActFailure place={joinOf(channel.id)} />
          </div>
        </div>
      </td>
      <td className="r">{members ?? ''}</td>
      <td className="browse-when t2 small">{channel.last_post_at > 0 ? ago(channel.last_post_at, now) : t('never')}</td>
      <td className="r">
        {isIn || isArchived ? (
          <Link href={path} className="btn sm quiet">
            {t('Open')}
          </Link>
        ) : (
          <Button small onClick={() => void join()}>
            {t('Join')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** My private channels are in no list of the server's; they stand among the others by name. */
function shownChannels(found: readonly Channel[], mine: readonly Channel[], filter: Filter, term: string): Channel[] {
  const wanted = term.trim().toLowerCase();
  const isIn = new Set(mine.map((channel) => channel.id));
  const hidden = mine.filter(
    (channel) => channel.type === 'P' && `${channel.display_name} ${channel.name}`.toLowerCase().includes(wanted),
  );
  if (filter === 'archived') return found.filter((channel) => channel.delete_at > 0);
  // What was asked for before is shown until the answer is there.
  const open = found.filter((channel) => channel.delete_at === 0);
  if (filter === 'private') return hidden;
  if (filter === 'not-joined') return open.filter((channel) => !isIn.has(channel.id));
  return [...open, ...hidden].sort((a, b) => a.display_name.localeCompare(b.display_name));
}
