import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';

import { getPost } from '@innermost/protocol/posts.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { live } from '../../live/live.ts';
import { channelPath, panelQuery } from '../../paths.ts';
import { Empty } from '../../ui/Empty.tsx';
import { sentenceFor } from '../account/errors.ts';
import { ListBack } from '../frame/ListBack.tsx';
import { TimelineSkeleton } from './TimelineSkeleton.tsx';

/** `/<team>/pl/<id>`: on to the post's channel, or to its thread. */
export function ToPost({ team, postId }: { team: Team; postId: string }) {
  const [, navigate] = useLocation();
  const [error, setError] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    const find = async () => {
      const post = await live.client.call(getPost, { params: { post_id: postId }, signal: stop.signal });
      const state = live.store.getState();
      const channel = state.channels[post.channel_id];
      const home = state.teams[channel?.team_id ?? ''] ?? team;
      const path = channel && channelPath(state, home.name, channel);
      if (!path) throw new Error('You are not in the channel of this message.');
      const query = post.root_id ? panelQuery({ name: 'thread', id: post.root_id }) : `?at=${post.id}`;
      navigate(path + query, { replace: true });
    };
    find().catch((failure: unknown) => stop.signal.aborted || setError(sentenceFor(failure)));
    return () => stop.abort();
  }, [team, postId, navigate]);
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
        <h2>Message</h2>
      </header>
      {error ? <Empty failed title="This message cannot be shown" text={error} /> : <TimelineSkeleton />}
    </main>
  );
}
