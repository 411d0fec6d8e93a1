import { useDeferredValue, useEffect, useMemo, useState } from 'react';

import { autocompleteChannels } from '@innermost/protocol/channels.ts';
import { autocompleteUsers } from '@innermost/protocol/users.ts';

import { live, useLive } from '../../live/live.ts';
import { keyed } from '../../live/state.ts';
import { completeOwnEmoji } from '../emoji/pictures.ts';
import { useEmojiTable } from '../emoji/useEmojiTable.ts';
import { useOwnEmoji } from '../emoji/useOwnEmoji.ts';
import { type Named, suggestionsFor, type Suggestion } from './suggest.ts';

export interface SuggestionPlace {
  channelId: string;
  teamId: string;
}

/** Typing rests this long (ms) before the server is asked. */
const restMs = 120;

/** What is known at once, and what the server adds a moment later. */
export function useSuggestions({ kind, query }: Named, { channelId, teamId }: SuggestionPlace): Suggestion[] {
  const users = useLive((state) => state.users);
  const channels = useLive((state) => state.channels);
  const config = useLive((state) => state.config);
  const mayCallAll = useLive((state) => state.channels[channelId]?.type !== 'D');
  const [found, setFound] = useState<typeof channels>({});
  const emoji = useEmojiTable();
  const custom = useOwnEmoji(kind === 'emoji');

  useEffect(() => {
    if (kind === 'command') return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const asked =
        kind === 'emoji'
          ? completeOwnEmoji(query, stop.signal)
          : kind === 'person'
            ? askPeople(query, channelId, teamId, stop.signal)
            : askChannels(query, teamId, stop.signal);
      asked.then((more) => more && setFound(more)).catch(() => undefined);
    }, restMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [kind, query, channelId, teamId]);

  const suggestions = useMemo(() => {
    const state = { users, channels: { ...found, ...channels }, config };
    return suggestionsFor({ kind, query }, { state, teamId, emoji, custom, mayCallAll });
  }, [kind, query, users, channels, found, config, teamId, emoji, custom, mayCallAll]);
  return useDeferredValue(suggestions);
}

/** People go to the store, where their names are needed anyway. */
async function askPeople(name: string, in_channel: string, in_team: string, signal: AbortSignal) {
  const query = { name, in_channel, limit: '10', ...(in_team && { in_team }) };
  const { users, out_of_channel = [] } = await live.client.call(autocompleteUsers, { query, signal });
  const found = keyed([...users, ...out_of_channel], (user) => user.id);
  live.store.change((state) => ({ ...state, users: { ...found, ...state.users } }));
  return undefined;
}

async function askChannels(name: string, team_id: string, signal: AbortSignal) {
  if (team_id === '') return undefined;
  const channels = await live.client.call(autocompleteChannels, { params: { team_id }, query: { name }, signal });
  return keyed(channels, (channel) => channel.id);
}
