import { Redirect } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { usualChannel } from '../../shell/last-place.ts';
import { channelPath } from '../../shell/paths.ts';

/** To the channel of last time, or to the first of the team. */
export function ToChannel({ team }: { team: Team }) {
  const path = useLive((state) => {
    const channel = usualChannel(state, team);
    return channel && channelPath(state, team.name, channel);
  });
  return <Redirect to={path ?? `/${team.name}/browse`} replace />;
}
