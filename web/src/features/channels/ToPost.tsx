import { useCallback, useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';

import { ApiError } from '@innermost/client/errors.ts';
import { getChannel, type Channel } from '@innermost/protocol/channels.ts';
import { getPost, type Post } from '@innermost/protocol/posts.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import type { LiveState } from '../../live/state.ts';
import { useAsked } from '../../queries/use-asked.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { usualChannel } from '../../shell/last-place.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { NothingHere, WaysOn } from '../../shell/NothingHere.tsx';
import { channelPath, panelQuery } from '../../shell/paths.ts';
import type { SheetProps } from '../../shell/screen.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { t } from '../../words/words.ts';
import { fileQuery } from '../files/address.ts';
import { NotJoined } from './NotJoined.tsx';

/** `/<team>/pl/<id>`: on to the post's channel or thread, where needed after joining; or what stands in the way. */
export function ToPost(props: Pick<SheetProps<'/:team/pl/:post'>, 'team' | 'params'>) {
  return <Finding key={props.params.post} team={props.team} postId={props.params.post} />;
}

function Finding({ team, postId }: { team: Team; postId: string }) {
  const [, navigate] = useLocation();
  const ask = useCallback((signal: AbortSignal) => find(postId, signal), [postId]);
  const { value, error, retry } = useAsked(ask);
  const { post, channel } = value ?? {};
  const file = fileQuery(useSearch());
  const place = useLive((state) => post && pathOf(state, team, post));
  const path = place && place + file;
  useEffect(() => {
    if (path) navigate(path, { replace: true });
  }, [path, navigate]);
  if (channel && !path) {
    return (channel.type === 'O' || channel.type === 'P') && channel.delete_at === 0 ? (
      <NotJoined channel={channel} team={team} purpose={t('to read this message')} />
    ) : (
      <Gone team={team} />
    );
  }
  if (error instanceof ApiError && error.status < 500) return <Gone team={team} />;
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
        <h2>{t('Message')}</h2>
      </header>
      {error !== undefined ? (
        <Empty
          failed
          title={t('This message cannot be shown')}
          text={sentenceFor(error)}
          acts={
            <Button small onClick={retry}>
              {t('Try again')}
            </Button>
          }
        />
      ) : (
        <TimelineSkeleton />
      )}
    </main>
  );
}

function Gone({ team }: { team: Team }) {
  const [, navigate] = useLocation();
  const usual = useLive((state) => usualChannel(state, team));
  const path = useLive((state) => usual && channelPath(state, team.name, usual));
  const open = path && usual && (usual.type === 'O' || usual.type === 'P') && (
    <Button small onClick={() => navigate(path)}>
      {t('Open #{channel}', { channel: usual.display_name })}
    </Button>
  );
  return (
    <NothingHere
      team={team}
      title={t('This message is gone')}
      text={t('It was deleted, or it is in a channel that you are not in.')}
      acts={open || <WaysOn />}
    />
  );
}

/** Undefined as long as its channel is not held. */
function pathOf(state: LiveState, team: Team, post: Post): string | undefined {
  const channel = state.channels[post.channel_id];
  const home = state.teams[channel?.team_id ?? ''] ?? team;
  const path = channel && channelPath(state, home.name, channel);
  return path && path + (post.root_id ? panelQuery({ name: 'thread', id: post.root_id }) : `?at=${post.id}`);
}

interface Found {
  post: Post;
  /** Of the post, when it is not held: not mine. */
  channel: Channel | undefined;
}

async function find(post_id: string, signal: AbortSignal): Promise<Found> {
  const post = await live.client.call(getPost, { params: { post_id }, signal });
  if (live.store.getState().channels[post.channel_id]) return { post, channel: undefined };
  return { post, channel: await live.client.call(getChannel, { params: { channel_id: post.channel_id }, signal }) };
}
