import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';

import { useLive, useLiveShape } from '../../live/live.ts';
import { openProfile } from '../../people/open-profile.ts';
import type { TextScope } from '../../text/scope.tsx';
import { useEmojiPicture } from '../emoji/useEmojiPicture.ts';
import { wordsFor } from './mentions-me.ts';

/** What messages of a team need to know: who and which channel a name means, emoji, and how links are followed. */
export function usePostScope(teamId: string, teamName: string): TextScope {
  const [, navigate] = useLocation();
  const users = useLive((state) => state.users);
  const me = useLive((state) => state.users[state.me_id]);
  const emoji = useEmojiPicture();
  const shortestHashtag = useLive((state) => Number(state.config['MinimumHashtagLength']) || 3);
  const meId = me?.id ?? '';
  const names = useMemo(() => new Map(Object.values(users).map((user) => [user.username, user.id])), [users]);
  // Channels change with every post in them; their names seldom do.
  const labels = useLiveShape((state) =>
    Object.fromEntries(
      Object.values(state.channels)
        .filter((one) => one.team_id === teamId)
        .map((one) => [one.name, one.display_name]),
    ),
  );
  const person = useCallback(
    (username: string) => {
      const id = names.get(username);
      return id === undefined ? undefined : { id, isMe: id === meId };
    },
    [names, meId],
  );
  const channel = useCallback(
    (name: string) => {
      const label = labels[name];
      return label === undefined ? undefined : { label, path: `/${teamName}/channels/${name}` };
    },
    [labels, teamName],
  );
  const marked = useMemo(() => (me ? wordsFor(me) : []), [me]);
  return useMemo(
    () => ({
      person,
      channel,
      emoji,
      openPerson: openProfile,
      navigate: (path: string) => navigate(path),
      origins: [location.origin],
      marked,
      shortestHashtag,
    }),
    [person, channel, emoji, navigate, marked, shortestHashtag],
  );
}
