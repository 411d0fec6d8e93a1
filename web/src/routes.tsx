import { type ReactNode, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { SessionEnded } from './features/account/SessionEnded.tsx';
import { ChannelPage } from './features/channels/ChannelPage.tsx';
import { FailedSheet } from './features/frame/FailedSheet.tsx';
import { FailedStart } from './features/frame/FailedStart.tsx';
import { Frame } from './features/frame/Frame.tsx';
import { LoadingFrame } from './features/frame/LoadingFrame.tsx';
import { SettingsNav, type SettingsSection } from './features/settings/SettingsNav.tsx';
import { useLive, usePhase, useSteadyChannel } from './live/live.ts';
import { channelLabel, teamByName, teamsInOrder } from './live/select.ts';
import type { LiveState } from './live/state.ts';
import { outerOf } from './shell/addresses.ts';
import { lastTeam, rememberChannel, usualChannel } from './shell/last-place.ts';
import { NothingHere } from './shell/NothingHere.tsx';
import { part } from './shell/part.tsx';
import { PartBoundary } from './shell/PartBoundary.tsx';
import { channelAt, channelPath, panelQuery, placeOf, type Place } from './shell/paths.ts';
import { widthNow } from './shell/use-width.ts';

const SignIn = part(() => import('./features/account/SignIn.tsx').then((module) => module.SignIn));
const JoinTeam = part(() => import('./features/teams/JoinTeam.tsx').then((module) => module.JoinTeam));
const FirstAccount = part(() => import('./features/teams/JoinTeam.tsx').then((module) => module.FirstAccount));
const CreateTeam = part(() => import('./features/teams/CreateTeam.tsx').then((module) => module.CreateTeam));
const NoChannel = part(() => import('./features/channels/NoChannel.tsx').then((module) => module.NoChannel));
const ToPost = part(() => import('./features/channels/ToPost.tsx').then((module) => module.ToPost));
const NoTeam = part(() => import('./features/teams/NoTeam.tsx').then((module) => module.NoTeam));
const SelectTeam = part(() => import('./features/teams/SelectTeam.tsx').then((module) => module.SelectTeam));
const MissingPage = part(() => import('./features/account/MissingPage.tsx').then((module) => module.MissingPage));
const ThreadsPage = part(() => import('./features/threads/ThreadsPage.tsx').then((module) => module.ThreadsPage));
const BrowseChannels = part(() =>
  import('./features/channels/BrowseChannels.tsx').then((module) => module.BrowseChannels),
);
const WebhooksPage = part(() => import('./features/webhooks/WebhooksPage.tsx').then((module) => module.WebhooksPage));
const SettingsPage = part(() => import('./features/settings/SettingsPage.tsx').then((module) => module.SettingsPage));

/** The screens by address: outside, on the way in, and inside. */
export function Routes() {
  const phase = usePhase();
  const isFirst = useLive(({ config }) => config['NoAccounts'] === 'true');
  if (phase.name === 'starting') return <div className="door" aria-busy="true" />;
  if (phase.name === 'failed') return <FailedStart error={phase.error} />;
  if (phase.name === 'loading') return <LoadingFrame />;
  if (phase.name === 'out') return <Screen>{isFirst ? <FirstAccount /> : <Outside />}</Screen>;
  return (
    <>
      <Screen>
        <Inside />
      </Screen>
      {phase.name === 'ended' && <SessionEnded at={phase.at ?? 0} />}
    </>
  );
}

const failedScreen = (failure: ReactNode) => <main className="failed-start">{failure}</main>;

/** A failure of the whole screen still leaves something to press. */
function Screen({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  return (
    <PartBoundary of={path} fallback={<div className="door" aria-busy="true" />} frame={failedScreen}>
      {children}
    </PartBoundary>
  );
}

function Outside() {
  const [path] = useLocation();
  const outer = outerOf(path);
  if (outer?.name === 'missing') return <MissingPage page={outer.what} />;
  return (
    <Switch>
      <Route path="/signup_user_complete" component={JoinTeam} />
      <Route component={SignIn} />
    </Switch>
  );
}

function Inside() {
  const [path] = useLocation();
  const search = useSearch();
  const usual = useLive((state) => usualTeam(state)?.name);
  const outer = outerOf(path, search, location.hash);
  if (outer?.name === 'missing') return <MissingPage page={outer.what} />;
  if (outer?.name === 'in-team') return <Redirect to={usual ? `/${usual}${outer.rest}` : '/create_team'} replace />;
  if (outer?.name === 'go' && outer.to !== '/') return <Redirect to={outer.to} replace />;
  if (outer?.name === 'go') return <Redirect to={usual ? `/${usual}` : '/create_team'} replace />;
  return (
    <Switch>
      <Route path="/create_team" component={CreateTeam} />
      <Route path="/select_team" component={SelectTeam} />
      <Route path="/signup_user_complete" component={JoinTeam} />
      <Route component={InTeam} />
    </Switch>
  );
}

/** The team of last time, or the first. */
function usualTeam(state: LiveState): Team | undefined {
  const teams = teamsInOrder(state);
  return teams.find((team) => team.name === lastTeam()) ?? teams[0];
}

function InTeam() {
  const [path] = useLocation();
  const search = useSearch();
  const { team: name, place } = placeOf(path);
  const team = useLive((state) => teamByName(state, name));
  const channel = useSteadyChannel((state) => (team ? channelAt(state, team.id, place) : undefined));
  const proper = useLive((state) => team && channel && channelPath(state, homeOf(state, team, channel).name, channel));
  const title = useLive((state) => (channel ? channelLabel(state, channel) : titles[place.name]));
  const channelId = channel?.id;
  useEffect(() => {
    if (channelId) rememberChannel(name, channelId);
  }, [name, channelId]);
  if (!team) return <NoTeam key={name} name={name} />;
  // One address for each channel, whichever way a link names it.
  if (proper && proper !== path) return <Redirect to={proper + (search && `?${search}`)} replace />;
  if (place.name === 'thread') {
    return <Redirect to={`/${team.name}/threads${panelQuery({ name: 'thread', id: place.id })}`} replace />;
  }
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

/** A channel of another team of mine is opened there. */
function homeOf({ teams }: LiveState, team: Team, channel: Channel): Team {
  return teams[channel.team_id] ?? team;
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
  thread: 'Thread',
  nowhere: 'Nothing here',
};

function sectionOf(place: Place): SettingsSection | 'list' | undefined {
  if (place.name === 'webhooks') return 'webhooks';
  if (place.name !== 'settings') return undefined;
  // Where there is room beside the list, it opens with its first section.
  return place.section ?? (widthNow() === 'phone' ? 'list' : 'profile');
}

function sheetFor(team: Team, place: Place, channel: Channel | undefined): ReactNode {
  const sheet = partFor(team, place, channel);
  if (sheet === null) return null;
  return (
    <PartBoundary
      of={channel?.id ?? JSON.stringify(place)}
      frame={(failure) => <FailedSheet team={team}>{failure}</FailedSheet>}
    >
      {sheet}
    </PartBoundary>
  );
}

function partFor(team: Team, place: Place, channel: Channel | undefined): ReactNode {
  switch (place.name) {
    case 'home':
      return null;
    case 'threads':
      return <ThreadsPage team={team} />;
    case 'browse':
      return <BrowseChannels team={team} />;
    case 'webhooks':
      return <WebhooksPage team={team} />;
    case 'post':
      return <ToPost key={place.id} team={team} postId={place.id} />;
    case 'nowhere':
      return <NothingHere team={team} text={`There is no page ${place.path} here.`} />;
    case 'settings': {
      const section = sectionOf(place);
      return section && section !== 'list' && section !== 'webhooks' ? (
        <SettingsPage key={section} team={team} section={section} />
      ) : null;
    }
    default:
      return channel ? (
        <ChannelPage channel={channel} team={team} />
      ) : (
        <NoChannel key={JSON.stringify(place)} team={team} place={place} />
      );
  }
}

/** To the channel of last time, or to the first of the team. */
function ToChannel({ team }: { team: Team }) {
  const path = useLive((state) => {
    const channel = usualChannel(state, team);
    return channel && channelPath(state, team.name, channel);
  });
  return <Redirect to={path ?? `/${team.name}/browse`} replace />;
}
