import { type ReactNode, useEffect, useMemo } from 'react';
import { useSearch } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { live, showKeys } from '../../live/live.ts';
import { closeProfile, useOpenProfile } from '../../people/open-profile.ts';
import { HereContext } from '../../shell/declared.ts';
import { showDrawer, useDrawer } from '../../shell/drawer.ts';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { PartDialog } from '../../shell/PartDialog.tsx';
import { StrayFailures } from '../../shell/StrayFailures.tsx';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { TextScopeProvider } from '../../text/scope.tsx';
import { t } from '../../words/words.ts';
import { Sidebar } from '../sidebar/Sidebar.tsx';
import { usePostScope } from '../timeline/usePostScope.ts';
import { closeFile, fileOf } from '../files/address.ts';
import { Dialogs } from './Dialogs.tsx';
import { EmptyPanel } from './EmptyPanel.tsx';
import { usePreload } from './preload.ts';
import { Rail } from './Rail.tsx';
import { TabBar } from './TabBar.tsx';
import { useShortcuts } from './useShortcuts.ts';
import { useTitle } from './useTitle.ts';
import './frame.css';

const ChannelPanel = part(() => import('../channels/ChannelPanel.tsx').then((module) => module.ChannelPanel));
const ThreadPanel = part(() => import('../threads/ThreadPanel.tsx').then((module) => module.ThreadPanel));
const Viewer = part(() => import('../files/viewer/Viewer.tsx').then((module) => module.Viewer));
const ProfileCard = part(() => import('../../people/ProfileCard.tsx').then((module) => module.ProfileCard));

export interface FrameProps {
  team: Team;
  /** The channel on the sheet, if it is one. */
  channelId?: string | undefined;
  /** What the screen is called, in the window's title. */
  title: string;
  section?: 'home' | 'threads' | 'you';
  /** In place of the sidebar: the list of settings. */
  aside?: ReactNode;
  /** The sheet; without one the phone shows the list. */
  children?: ReactNode;
}

/** Everything around the sheet: teams, sidebar, panel; on a phone one of them at a time. */
export function Frame({ team, channelId, title, section = 'home', aside, children }: FrameProps) {
  const width = useWidth();
  const { panel } = usePanel();
  const isDrawn = useDrawer();
  const scope = usePostScope(team.id, team.name);
  const threadId = panel?.name === 'thread' ? panel.id : undefined;
  const here = useMemo(() => ({ team, channelId, threadId }), [team, channelId, threadId]);
  usePreload();
  useShortcuts(team, channelId);
  useTitle(team, title);
  useEffect(() => {
    const run = () => live.openTeam(team.id);
    void live.acts.attempt({ place: `team:${team.id}`, failed: t('The channels are not all here'), run });
  }, [team.id]);
  useEffect(() => showKeys([channelId, threadId].filter((key) => key !== undefined)), [channelId, threadId]);

  const list = aside ?? <Sidebar team={team} openId={channelId} isThreadsOpen={section === 'threads'} />;
  const side = panelFor(panel, { team, channelId });
  return (
    <HereContext value={here}>
      <TextScopeProvider value={scope}>
        {width === 'phone' ? (
          <Phone team={team} section={section} list={list} sheet={children} side={side} />
        ) : (
          <div className={`app ${width}`}>
            <a className="skip" href="#main">
              {t('Skip to the messages')}
            </a>
            <Rail open={team} />
            {width !== 'drawer' && list}
            {width === 'drawer' && isDrawn && (
              <>
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Escape closes it too */}
                <div className="drawer-scrim" onClick={() => showDrawer(false)} />
                {list}
              </>
            )}
            {children}
            {side}
          </div>
        )}
        <ShownFile team={team} />
        <Dialogs />
        <Profile team={team} />
      </TextScopeProvider>
    </HereContext>
  );
}

function failedViewer(failure: ReactNode) {
  return <PartDialog title={t('File')} onClose={closeFile} failure={failure} />;
}

/** The file that the address names, over everything. */
function ShownFile({ team }: { team: Team }) {
  const shown = fileOf(useSearch());
  if (!shown) return null;
  return (
    <PartBoundary of={shown.id} frame={failedViewer}>
      <Viewer shown={shown} team={team} />
    </PartBoundary>
  );
}

function failedProfile(failure: ReactNode) {
  return <PartDialog title={t('Profile')} onClose={closeProfile} failure={failure} />;
}

function Profile({ team }: { team: Team }) {
  const open = useOpenProfile();
  if (!open) return null;
  return (
    <PartBoundary of={open.userId} frame={failedProfile}>
      <ProfileCard {...open} key={open.userId} teamName={team.name} onClose={closeProfile} />
    </PartBoundary>
  );
}

interface PhoneProps {
  team: Team;
  section: 'home' | 'threads' | 'you';
  list: ReactNode;
  sheet: ReactNode;
  side: ReactNode;
}

/** One level at a time; the first has the tab bar. */
function Phone({ team, section, list, sheet, side }: PhoneProps) {
  const isFirst = !sheet || section !== 'home';
  return (
    <div className={sheet || side ? 'phone sheetbg' : 'phone'}>
      {side ?? sheet ?? (
        <main className="phone-list" id="main">
          <StrayFailures />
          {list}
        </main>
      )}
      {isFirst && !side && <TabBar team={team} open={section} />}
    </div>
  );
}

function panelFor(
  panel: ReturnType<typeof usePanel>['panel'],
  { team, channelId }: Pick<FrameProps, 'team' | 'channelId'>,
) {
  if (!panel || (panel.name !== 'thread' && !channelId)) return undefined;
  return (
    <PartBoundary
      of={JSON.stringify(panel)}
      fallback={
        <EmptyPanel>
          <TimelineSkeleton />
        </EmptyPanel>
      }
      frame={(failure) => <EmptyPanel>{failure}</EmptyPanel>}
    >
      {panel.name === 'thread' ? (
        <ThreadPanel rootId={panel.id} team={team} />
      ) : (
        <ChannelPanel name={panel.name} channelId={channelId ?? ''} team={team} />
      )}
    </PartBoundary>
  );
}
