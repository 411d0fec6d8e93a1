import { useDeferredValue, useEffect, useMemo, useState } from 'react';

import { autocompleteChannels } from '@innermost/protocol/channels.ts';
import { autocompleteUsers } from '@innermost/protocol/users.ts';

import type { LiveState } from '../../live/state.ts';
import { live, useLive } from '../../live/live.ts';
import { keyed } from '../../live/state.ts';
import type { Trigger } from '../../text/mentions.ts';
import { completeOwnEmoji } from '../emoji/pictures.ts';
import { useEmojiTable } from '../emoji/useEmojiTable.ts';
import { useOwnEmoji } from '../emoji/useOwnEmoji.ts';
import { suggestionsFor, type Suggestion } from './suggest.ts';

export interface SuggestionPlace {
  channelId: string;
  teamId: string;
}

/** Typing rests this long (ms) before the server is asked. */
const restMs = 120;

const none: Suggestion[] = [];
const nobody: LiveState['users'] = {};
const nowhere: LiveState['channels'] = {};

/** What is known at once, and what the server adds a moment later. */
export function useSuggestions(trigger: Trigger | undefined, { channelId, teamId }: SuggestionPlace): Suggestion[] {
  // While nothing is to be completed, what happens elsewhere does not concern the composer.
  const isAsked = trigger !== undefined;
  const users = useLive((state) => (isAsked ? state.users : nobody));
  const channels = useLive((state) => (isAsked ? state.channels : nowhere));
  const config = useLive((state) => state.config);
  const mayCallAll = useLive((state) => state.channels[channelId]?.type !== 'D');
  const [found, setFound] = useState<typeof channels>({});
  const kind = trigger?.kind;
  const emoji = useEmojiTable();
  const custom = useOwnEmoji(kind === 'emoji');
  const query = trigger?.query ?? '';

  useEffect(() => {
    if (kind === undefined || kind === 'command') return undefined;
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
    if (!trigger) return none;
    const state = { users, channels: { ...found, ...channels }, config };
    return suggestionsFor(trigger, { state, teamId, emoji, custom, mayCallAll });
  }, [trigger, users, channels, found, config, teamId, emoji, custom, mayCallAll]);
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
