import { ArrowLeft } from 'lucide-react';
import { Link, useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLiveShape } from '../../live/live.ts';
import { useDeclared, useHere } from '../../shell/declared.ts';
import type { Screen } from '../../shell/screen.ts';
import { useWidth } from '../../shell/use-width.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../words/words.ts';
import { signOut } from '../account/account-acts.ts';
import { PresenceMenu } from '../account/PresenceMenu.tsx';
import './settings.css';

export interface SettingsNavProps {
  team: Team;
  /** Undefined on the list itself. */
  open: Screen | undefined;
}

/** In place of the sidebar: what can be set, from what is declared for it. */
export function SettingsNav({ team, open }: SettingsNavProps) {
  const [, navigate] = useLocation();
  const isPhone = useWidth() === 'phone';
  return (
    <nav className="sidebar" aria-label={t('Settings')} data-region="sidebar">
      <div className="side-head">
        {!isPhone && (
          <IconButton
            icon={ArrowLeft}
            label={t('Back to the channels')}
            tipSide="bottom"
            onClick={() => navigate(`/${team.name}`)}
          />
        )}
        <h1 className="clip">{isPhone ? t('You') : t('Settings')}</h1>
      </div>
      <div className="side-list">
        {isPhone && <PresenceMenu />}
        <Screens team={team} open={open} />
        {isPhone && (
          <div className="settings-out">
            <Button onClick={() => void signOut()}>{t('Sign out')}</Button>
          </div>
        )}
      </div>
    </nav>
  );
}

function Screens({ team, open }: SettingsNavProps) {
  const { screens } = useDeclared();
  const here = useHere();
  const headings = useLiveShape((state) => {
    const listed = screens.filter((one) => here && one.listedUnder !== undefined && one.entry?.may(state, here));
    return Object.groupBy(listed, ({ listedUnder }) => {
      if (listedUnder === undefined || listedUnder === 'you') return '';
      return listedUnder === 'team' ? team.display_name : t(listedUnder);
    });
  });
  return Object.entries(headings).map(([heading, listed = []]) => (
    <section key={heading} aria-label={heading || t('You')}>
      {heading !== '' && <div className="cat">{heading}</div>}
      {listed.map((one) => (
        <Link
          key={one.paths[0]}
          href={one.at({ team: team.name })}
          className={classNames('item', one === open && 'on')}
          aria-current={one === open ? 'page' : undefined}
        >
          {one.entry && <Icon of={one.entry.icon} />}
          <span className="n">{t(one.title)}</span>
        </Link>
      ))}
    </section>
  ));
}
