import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';

import { useLive, useLiveShape } from '../../live/live.ts';
import { personNamed, watchNames } from '../../people/by-name.ts';
import { openProfile } from '../../people/open-profile.ts';
import type { TextScope } from '../../text/scope.tsx';
import { emojiPicture, missEmoji, watchEmoji } from '../emoji/pictures.ts';
import { throughServer, whyNoPicture } from '../links/pictures.ts';
import { wordsFor } from './mentions-me.ts';

/** What messages of a team need to know: who and which channel a name means, emoji, and how links are followed. */
export function usePostScope(teamId: string, teamName: string): TextScope {
  const [, navigate] = useLocation();
  const isProxied = useLive((state) => state.config['HasImageProxy'] === 'true');
  const shortestHashtag = useLive((state) => Number(state.config['MinimumHashtagLength']) || 3);
  // Channels change with every post in them; their names seldom do.
  const labels = useLiveShape((state) =>
    Object.fromEntries(
      Object.values(state.channels)
        .filter((one) => one.team_id === teamId)
        .map((one) => [one.name, one.display_name]),
    ),
  );
  const channel = useCallback(
    (name: string) => {
      const label = labels[name];
      return label === undefined ? undefined : { label, path: `/${teamName}/channels/${name}` };
    },
    [labels, teamName],
  );
  const marked = useLiveShape(({ users, me_id }) => {
    const me = users[me_id];
    return me ? wordsFor(me) : [];
  });
  return useMemo(
    () => ({
      person: personNamed,
      watchNames,
      channel,
      emoji: emojiPicture,
      watchEmoji,
      missEmoji,
      openPerson: openProfile,
      navigate: (path: string) => navigate(path),
      origins: [location.origin],
      marked,
      shortestHashtag,
      ...(isProxied && { pictureSrc: throughServer, whyNoPicture }),
    }),
    [channel, navigate, marked, shortestHashtag, isProxied],
  );
}
