import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { SignIn } from './features/account/SignIn.tsx';
import { ChannelPage } from './features/channels/ChannelPage.tsx';
import { FailedStart } from './features/frame/FailedStart.tsx';
import { Frame } from './features/frame/Frame.tsx';
import { LoadingFrame } from './features/frame/LoadingFrame.tsx';
import { lastTeam, rememberChannel, usualChannel } from './features/frame/last-place.ts';
import { widthNow } from './features/frame/use-width.ts';
import { SettingsNav, type SettingsSection } from './features/settings/SettingsNav.tsx';
import { useLive, usePhase } from './live/live.ts';
import { channelLabel, teamByName, teamsInOrder } from './live/select.ts';
import { channelAt, channelPath, placeOf, type Place } from './paths.ts';

const JoinTeam = lazy(() => import('./features/teams/JoinTeam.tsx').then((module) => ({ default: module.JoinTeam })));
const FirstAccount = lazy(() =>
  import('./features/teams/JoinTeam.tsx').then((module) => ({ default: module.FirstAccount })),
);
const CreateTeam = lazy(() =>
  import('./features/teams/CreateTeam.tsx').then((module) => ({ default: module.CreateTeam })),
);
const NoChannel = lazy(() =>
  import('./features/channels/NoChannel.tsx').then((module) => ({ default: module.NoChannel })),
);
const ToPost = lazy(() => import('./features/timeline/ToPost.tsx').then((module) => ({ default: module.ToPost })));
const ThreadsPage = lazy(() =>
  import('./features/threads/ThreadsPage.tsx').then((module) => ({ default: module.ThreadsPage })),
);
const BrowseChannels = lazy(() =>
  import('./features/channels/BrowseChannels.tsx').then((module) => ({ default: module.BrowseChannels })),
);
const WebhooksPage = lazy(() =>
  import('./features/webhooks/WebhooksPage.tsx').then((module) => ({ default: module.WebhooksPage })),
);
const SettingsPage = lazy(() =>
  import('./features/settings/SettingsPage.tsx').then((module) => ({ default: module.SettingsPage })),
);

/** The screens by address: outside, on the way in, and inside. */
export function Routes() {
  const phase = usePhase();
  const isFirst = useLive(({ config }) => config['NoAccounts'] === 'true');
  if (phase.name === 'starting') return <div className="door" aria-busy="true" />;
  if (phase.name === 'failed') return <FailedStart error={phase.error} />;
  if (phase.name === 'loading') return <LoadingFrame />;
  if (phase.name === 'out') return <Suspense>{isFirst ? <FirstAccount /> : <Outside />}</Suspense>;
  return (
    <Suspense>
      <Inside />
    </Suspense>
  );
}

function Outside() {
  return (
    <Switch>
      <Route path="/signup_user_complete" component={JoinTeam} />
      <Route component={SignIn} />
    </Switch>
  );
}

function Inside() {
  return (
    <Switch>
      <Route path="/create_team" component={CreateTeam} />
      <Route path="/signup_user_complete" component={JoinTeam} />
      <Route path="/" component={ToTeam} />
      <Route path="/login" component={ToTeam} />
      <Route component={InTeam} />
    </Switch>
  );
}

/** To the team of last time, or to the first; who has none makes one. */
function ToTeam() {
  const name = useLive((state) => {
    const teams = teamsInOrder(state);
    return (teams.find((team) => team.name === lastTeam()) ?? teams[0])?.name;
  });
  return <Redirect to={name ? `/${name}` : '/create_team'} replace />;
}

function InTeam() {
  const [path] = useLocation();
  const { team: name, place } = placeOf(path);
  const team = useLive((state) => teamByName(state, name));
  const channel = useLive((state) => (team ? channelAt(state, team.id, place) : undefined));
  const title = useLive((state) => (channel ? channelLabel(state, channel) : titles[place.name]));
  const channelId = channel?.id;
  useEffect(() => {
    if (channelId) rememberChannel(name, channelId);
  }, [name, channelId]);
  if (!team) return <ToTeam />;
  if (place.name === 'home' && widthNow() !== 'phone') return <ToChannel team={team} />;
  const section = sectionOf(place);
  return (
    <Frame
      team={team}
      channelId={channel?.id}
      title={title}
      section={place.name === 'threads' ? 'threads' : section ? 'you' : 'home'}
      aside={section && <SettingsNav team={team} open={section === 'list' ? undefined : section} />}
    >
      {sheetFor(team, place, channel)}
    </Frame>
  );
}

const titles: Readonly<Record<Place['name'], string>> = {
  home: 'Channels',
  channel: 'Channel',
  messages: 'Messages',
  post: 'Message',
  threads: 'Threads',
  browse: 'Browse channels',
  webhooks: 'Webhooks',
  settings: 'Settings',
};

function sectionOf(place: Place): SettingsSection | 'list' | undefined {
  if (place.name === 'webhooks') return 'webhooks';
  if (place.name !== 'settings') return undefined;
  // Where there is room beside the list, it opens with its first section.
  return place.section ?? (widthNow() === 'phone' ? 'list' : 'profile');
}

function sheetFor(team: Team, place: Place, channel: Channel | undefined) {
  if (place.name === 'home') return null;
  if (place.name === 'threads') return <ThreadsPage team={team} />;
  if (place.name === 'browse') return <BrowseChannels team={team} />;
  if (place.name === 'webhooks') return <WebhooksPage team={team} />;
  if (place.name === 'post') return <ToPost key={place.id} team={team} postId={place.id} />;
  if (place.name === 'settings') {
    const section = sectionOf(place);
    return section && section !== 'list' && section !== 'webhooks' ? (
      <SettingsPage key={section} team={team} section={section} />
    ) : null;
  }
  return channel ? (
    <ChannelPage channel={channel} team={team} />
  ) : (
    <NoChannel key={JSON.stringify(place)} team={team} place={place} />
  );
}

/** To the channel of last time, or to the first of the team. */
function ToChannel({ team }: { team: Team }) {
  const path = useLive((state) => {
    const channel = usualChannel(state, team);
    return channel && channelPath(state, team.name, channel);
  });
  return <Redirect to={path ?? `/${team.name}/browse`} replace />;
}
