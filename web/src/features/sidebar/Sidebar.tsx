import { type KeyboardEvent, useEffect, useRef } from 'react';
import { MessagesSquare, PencilLine, Search } from 'lucide-react';
import { Link } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLiveShape } from '../../live/live.ts';
import { unreadIn, unreadThreads } from '../../live/select.ts';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { openDialog } from '../../shell/dialogs.ts';
import { useWidth } from '../../shell/use-width.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ariaKeys } from '../../ui/keys.ts';
import { Keys } from '../../ui/Keys.tsx';
import { t } from '../../words/words.ts';
import { newDirect } from '../direct/dialogs.ts';
import { TeamMenu } from '../teams/TeamMenu.tsx';
import { jump } from './dialogs.ts';
import { sectionsOf } from './sections.ts';
import { SidebarRow } from './SidebarRow.tsx';
import { SidebarSection } from './SidebarSection.tsx';
import { Unseen } from './Unseen.tsx';
import './sidebar.css';

export interface SidebarProps {
  team: Team;
  /** The channel on the screen. */
  openId: string | undefined;
  isThreadsOpen: boolean;
}

export function Sidebar({ team, openId, isThreadsOpen }: SidebarProps) {
  const sections = useLiveShape((state) => sectionsOf(state, team.id, openId));
  const threads = useLiveShape((state) => unreadThreads(state, team.id));
  const isPhone = useWidth() === 'phone';
  // The phone's first level begins with what asks for me.
  const waiting = useLiveShape((state) =>
    isPhone ? sections.flatMap(({ channel_ids }) => channel_ids.filter((id) => unreadIn(state, id).mentions > 0)) : [],
  );
  const stop = openId ?? sections.flatMap((section) => section.channel_ids)[0];
  const hasThreads = threads.threads > 0;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (openId !== undefined) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [openId]);
  return (
    <nav className="sidebar" aria-label={t('{team}: channels', { team: team.display_name })} data-region="sidebar">
      <div className="side-head">
        <TeamMenu team={team} />
        <span className="grow" />
        <IconButton
          icon={PencilLine}
          label={t('New message')}
          tipSide="bottom"
          onClick={() => openDialog(newDirect, { teamName: team.name })}
        />
      </div>
      <button type="button" className="jump" onClick={() => openDialog(jump, {})} aria-keyshortcuts={ariaKeys('mod+K')}>
        <Icon of={Search} />
        <span className="grow">{t('Jump to…')}</span>
        <span className="row jump-keys" aria-hidden="true">
          <Keys of="mod+K" />
        </span>
      </button>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move between the links inside */}
      <div className="side-list" ref={list} onKeyDown={moveFocus}>
        <Unseen list={list} side="above" />
        <Link
          href={`/${team.name}/threads`}
          className={classNames('item', hasThreads && 'unread', isThreadsOpen && 'on')}
          aria-current={isThreadsOpen ? 'page' : undefined}
        >
          <Icon of={MessagesSquare} />
          <span className="n">{t('Threads')}</span>
          {hasThreads && threads.mentions === 0 && <span className="dot" />}
          {hasThreads && threads.mentions === 0 && <span className="sr"> {t('(unread)')}</span>}
          {threads.mentions > 0 && <Badge count={threads.mentions} />}
        </Link>
        <ActFailure place={`team:${team.id}`} />
        {waiting.length > 0 && (
          <section aria-label={t('Waiting for you')}>
            <div className="cat">{t('Waiting for you')}</div>
            {waiting.map((id) => (
              <SidebarRow key={id} channelId={id} teamName={team.name} isOpen={false} isStop={false} />
            ))}
          </section>
        )}
        {sections.map((section) => (
          <SidebarSection key={section.id} section={section} team={team} openId={openId} stopId={stop} />
        ))}
        <Unseen list={list} side="below" />
      </div>
    </nav>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a.item, .cat > button:first-child')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at + step];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus();
}
