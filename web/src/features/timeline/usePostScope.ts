import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';

import { useLive } from '../../live/live.ts';
import { channelPath } from '../../paths.ts';
import type { TextScope } from '../../text/scope.tsx';
import { useEmojiPicture } from '../emoji/useEmojiPicture.ts';
import { openProfile } from '../people/open-profile.ts';
import { wordsFor } from './mentions-me.ts';

/** What messages of a team need to know: who and which channel a name means, emoji, and how links are followed. */
export function usePostScope(teamId: string, teamName: string): TextScope {
  const [, navigate] = useLocation();
  const users = useLive((state) => state.users);
  const channels = useLive((state) => state.channels);
  const me = useLive((state) => state.users[state.me_id]);
  const emoji = useEmojiPicture();
  const meId = me?.id ?? '';
  const names = useMemo(() => new Map(Object.values(users).map((user) => [user.username, user.id])), [users]);
  const inTeam = useMemo(
    () =>
      new Map(
        Object.values(channels)
          .filter((one) => one.team_id === teamId)
          .map((one) => [one.name, one]),
      ),
    [channels, teamId],
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
      const found = inTeam.get(name);
      const state = { users, me_id: meId };
      const path = found && channelPath(state, teamName, found);
      return path ? { label: found.display_name, path } : undefined;
    },
    [inTeam, users, meId, teamName],
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
    }),
    [person, channel, emoji, navigate, marked],
  );
}
