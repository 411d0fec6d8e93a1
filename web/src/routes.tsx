import { type ComponentProps, type ReactNode, useEffect } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { t } from './words/words.ts';
import { declared } from './declared.ts';
import { FailedSheet } from './features/frame/FailedSheet.tsx';
import { FailedStart } from './features/frame/FailedStart.tsx';
import { Frame } from './features/frame/Frame.tsx';
import { LoadingFrame } from './features/frame/LoadingFrame.tsx';
import { live, useLive, usePhase, useSteadyChannel } from './live/live.ts';
import { channelLabel, teamByName, teamsInOrder } from './live/select.ts';
import type { LiveState } from './live/state.ts';
import { outerOf } from './shell/addresses.ts';
import { DeclaredContext } from './shell/declared.ts';
import { lastTeam, rememberChannel } from './shell/last-place.ts';
import { NothingHere } from './shell/NothingHere.tsx';
import { part } from './shell/part.tsx';
import { PartBoundary } from './shell/PartBoundary.tsx';
import { PartDialog } from './shell/PartDialog.tsx';
import { channelAt, channelPath } from './shell/paths.ts';
import { partsOf } from './shell/pattern.ts';
import { type Door, placeAt } from './shell/screen.ts';
import { widthNow } from './shell/use-width.ts';

const SignIn = part(() => import('./features/account/SignIn.tsx').then((module) => module.SignIn));
const FirstAccount = part(() => import('./features/teams/JoinTeam.tsx').then((module) => module.FirstAccount));
const NoTeam = part(() => import('./features/teams/NoTeam.tsx').then((module) => module.NoTeam));
const SessionEnded = part(() => import('./features/account/SessionEnded.tsx').then((module) => module.SessionEnded));
const SettingsNav = part(() => import('./features/settings/SettingsNav.tsx').then((module) => module.SettingsNav));
const MissingPage = part(() => import('./features/account/MissingPage.tsx').then((module) => module.MissingPage));

/** The screens by address: outside, on the way in, and inside. */
export function Routes() {
  const phase = usePhase();
  const isFirst = useLive(({ config }) => config['NoAccounts'] === 'true');
  if (phase.name === 'starting') return <div className="door" aria-busy="true" />;
  if (phase.name === 'failed') return <FailedStart error={phase.error} />;
  if (phase.name === 'loading') return <LoadingFrame />;
  if (phase.name === 'out') return <Screen>{isFirst ? <FirstAccount /> : <Outside />}</Screen>;
  return (
    <DeclaredContext value={declared}>
      <Screen>
        <Inside />
      </Screen>
      {phase.name === 'ended' && (
        <PartBoundary frame={failedEnd}>
          <SessionEnded at={phase.at ?? 0} />
        </PartBoundary>
      )}
    </DeclaredContext>
  );
}

/** Even without its words the session is over: what is left is the door. */
const failedEnd = (failure: ReactNode) => (
  <PartDialog title={t('Your session has ended')} failure={failure} onClose={() => live.toDoor()} />
);

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
  const found = placeAt(doorsFor('signed-out'), path);
  return found ? found.place.render() : <SignIn />;
}

function doorsFor(whom: Door['for']): Door[] {
  return declared.doors.filter((one) => one.for === whom || one.for === 'both');
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
  const found = placeAt(doorsFor('signed-in'), path);
  return found ? found.place.render() : <InTeam />;
}

/** The team of last time, or the first. */
function usualTeam(state: LiveState): Team | undefined {
  const teams = teamsInOrder(state);
  return teams.find((team) => team.name === lastTeam()) ?? teams[0];
}

function InTeam() {
  const [path] = useLocation();
  const search = useSearch();
  const name = partsOf(path)[0] ?? '';
  const team = useLive((state) => teamByName(state, name));
  const { screen, params, isList } = screenOf(path);
  const place = screen?.channelOf(params);
  const channel = useSteadyChannel((state) => team && place && channelAt(state, team.id, place));
  const proper = useLive((state) => team && channel && channelPath(state, homeOf(state, team, channel).name, channel));
  const title = useLive((state) =>
    channel ? channelLabel(state, channel) : screen ? t(screen.title) : t('Nothing here'),
  );
  const channelId = channel?.id;
  useEffect(() => {
    if (channelId) rememberChannel(name, channelId);
  }, [name, channelId]);
  if (!team) return <NoTeam key={name} name={name} />;
  const led = placeAt(declared.leads, path);
  if (led) return <Redirect to={led.place.to(led.params)} replace />;
  // One address for each channel, whichever way a link names it.
  if (proper && proper !== path) return <Redirect to={proper + (search && `?${search}`)} replace />;
  const shows = place && { place, channel };
  return (
    <Frame
      team={team}
      channelId={channelId}
      title={title}
      section={screen?.section ?? 'home'}
      aside={screen?.section === 'you' ? <Settings team={team} open={isList ? undefined : screen} /> : undefined}
    >
      {isList ? null : (
        <PartBoundary of={channelId ?? path} frame={failedSheet(team)}>
          {screen ? (
            screen.render({ team, params, shows })
          ) : (
            <NothingHere team={team} text={t('There is no page {path} here.', { path })} />
          )}
        </PartBoundary>
      )}
    </Frame>
  );
}

function Settings(props: ComponentProps<typeof SettingsNav>) {
  return (
    <PartBoundary fallback={<nav className="sidebar" aria-busy="true" />} frame={failedSettings}>
      <SettingsNav {...props} />
    </PartBoundary>
  );
}

const failedSettings = (failure: ReactNode) => (
  <nav className="sidebar" aria-label={t('Settings')}>
    {failure}
  </nav>
);

const failedSheet = (team: Team) => (failure: ReactNode) => <FailedSheet team={team}>{failure}</FailedSheet>;

/** What an address in a team shows. `isList`: on a phone, the list that elsewhere stands beside it. */
function screenOf(path: string) {
  const found = placeAt(declared.screens, path);
  const { list } = found?.place ?? {};
  const isList = list !== undefined && widthNow() === 'phone';
  return { screen: isList ? found?.place : (list?.wide ?? found?.place), params: found?.params ?? {}, isList };
}

/** A channel of another team of mine is opened there. */
function homeOf({ teams }: LiveState, team: Team, channel: Channel): Team {
  return teams[channel.team_id] ?? team;
}
