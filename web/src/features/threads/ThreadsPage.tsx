import { useCallback, useEffect, useState } from 'react';
import { CheckCheck } from 'lucide-react';

import type { Team } from '@innermost/protocol/teams.ts';

import { live, useLive, useLiveShape } from '../../live/live.ts';
import { channelLabel, displayName } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { whenShort } from '../../shell/time.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useNow } from '../../shell/useNow.ts';
import { openThread, usePanel } from '../../shell/usePanel.ts';
import { plainText } from '../../text/nodes.ts';
import { parseBeginning } from '../../text/parse.ts';
import { AvatarStack } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';
import { filesInWords } from '../files/summary.ts';
import { speakerInfo } from '../timeline/speaker.ts';
import { allThreadsPlace, readAll } from './follow.ts';
import { loadThreadsPage } from './load-threads.ts';
import './threads.css';

/** Characters; more does not fit on the line. */
const longestPreview = 300;
const previewOf = (message: string) => plainText(parseBeginning(message)).slice(0, longestPreview);

/** The threads I follow: what is new first, then the others as far as they are loaded. */
export function ThreadsPage({ team }: { team: Team }) {
  const unread = useLiveShape((state) => threadIds(state, team.id, true));
  const read = useLiveShape((state) => threadIds(state, team.id, false));
  const { hasMore, isLoading, error, more } = useThreadPages(team.id);
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <h2>{t('Threads')}</h2>
        <span className="topic">
          {unread.length > 0 ? t('{count} with something new', { count: unread.length }) : ''}
        </span>
        {unread.length > 0 && (
          <Button small kind="quiet" icon={CheckCheck} onClick={() => void readAll(team.id)}>
            {t('Mark all read')}
          </Button>
        )}
      </header>
      <SheetBanners />
      <ActFailure place={allThreadsPlace(team.id)} />
      {unread.length + read.length === 0 && !isLoading ? (
        <Empty
          failed={error !== undefined}
          title={error ? t('Could not load the threads') : t('All read')}
          text={error ? sentenceFor(error) : t('Replies in threads that you follow will wait for you here.')}
          acts={
            error && (
              <Button small onClick={more}>
                {t('Try again')}
              </Button>
            )
          }
        />
      ) : (
        <div className="thread-list" aria-busy={isLoading}>
          {unread.length + read.length === 0 && <TimelineSkeleton />}
          {unread.map((id) => (
            <ThreadRow key={id} id={id} />
          ))}
          {unread.length > 0 && read.length > 0 && <h3 className="thread-part">{t('Earlier, all read')}</h3>}
          {read.map((id) => (
            <ThreadRow key={id} id={id} />
          ))}
          {error && (
            <p className="help bad thread-part" role="alert">
              {sentenceFor(error)}
            </p>
          )}
          {hasMore && (
            <Button small busy={isLoading} onClick={more}>
              {t('Show older threads')}
            </Button>
          )}
        </div>
      )}
    </main>
  );
}

function ThreadRow({ id }: { id: string }) {
  const { panel } = usePanel();
  const now = useNow();
  const thread = useLive((state) => state.threads[id]);
  const root = useLive((state) => state.posts.get(id));
  const label = useLive((state) => {
    const channel = state.channels[thread?.channel_id ?? ''];
    return channel ? channelLabel(state, channel) : '';
  });
  const author = useLive((state) => (root ? speakerInfo(root, state.users[root.user_id], state.config).name : ''));
  const lastId = root?.participants?.at(-1)?.id ?? '';
  const lastName = useLive((state) => displayName(state.users[lastId], state.config));
  if (!thread || !root) return null;
  const { unread_replies, unread_mentions } = thread;
  const isNew = unread_replies > 0 || unread_mentions > 0;
  const isOpen = panel?.name === 'thread' && panel.id === id;
  return (
    <button
      type="button"
      className={classNames('trow', isNew && 'unread', isOpen && 'on')}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => openThread(id)}
    >
      <span className="where clip">
        {label} · {author}
      </span>
      <span className="what">{previewOf(root.message) || filesInWords(root) || t('A message without text')}</span>
      <span className="last">
        <UserAvatar userId={lastId} size={20} />
        <span className="clip">
          {t('{name} replied last, {count, plural, one {# reply} other {# replies}}', {
            name: lastName,
            count: thread.reply_count,
          })}
        </span>
      </span>
      <span className="side">
        <time dateTime={new Date(thread.last_reply_at).toISOString()}>{whenShort(thread.last_reply_at, now)}</time>
        {unread_mentions > 0 && <span className="badge">@{unread_mentions}</span>}
        {unread_mentions === 0 && unread_replies > 0 && (
          <b className="thread-new">{t('{count} new', { count: unread_replies })}</b>
        )}
        {!isNew && (
          <AvatarStack>
            {(root.participants ?? []).slice(-3).map((one) => (
              <UserAvatar key={one.id} userId={one.id} size={20} />
            ))}
          </AvatarStack>
        )}
      </span>
    </button>
  );
}

function threadIds(state: LiveState, teamId: string, isNew: boolean): string[] {
  return Object.values(state.threads)
    .filter((thread) => {
      const team = state.channels[thread.channel_id]?.team_id;
      return team === '' || team === teamId;
    })
    .filter((thread) => (thread.unread_replies > 0 || thread.unread_mentions > 0) === isNew)
    .sort((a, b) => b.last_reply_at - a.last_reply_at)
    .map((thread) => thread.id);
}

/** The first page on opening, the next ones on demand. */
function useThreadPages(teamId: string) {
  const [oldest, setOldest] = useState<string>();
  const [hasMore, setMore] = useState(false);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<Error>();
  const load = useCallback(
    (before: string | undefined) =>
      live.bring(async () => {
        const page = await loadThreadsPage(live.client, teamId, before);
        setOldest(page.oldest);
        setMore(page.hasMore);
        return page.change;
      }),
    [teamId],
  );
  const fail = useCallback((failure: unknown) => {
    setError(failure instanceof Error ? failure : new Error(String(failure)));
  }, []);
  const settle = useCallback(
    (loading: Promise<void>) => {
      loading.catch(fail).finally(() => setLoading(false));
    },
    [fail],
  );
  useEffect(() => settle(load(undefined)), [load, settle]);
  const more = () => {
    setLoading(true);
    setError(undefined);
    settle(load(oldest));
  };
  return { hasMore, isLoading, error, more };
}
