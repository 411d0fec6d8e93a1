import { ArrowLeft, Palette, ShieldCheck, User, UserPlus, Webhook, type LucideIcon } from 'lucide-react';
import { Link, useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { useWidth } from '../../shell/use-width.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PresenceMenu, signOut } from '../account/AccountMenu.tsx';
import './settings.css';

export type SettingsSection = 'profile' | 'appearance' | 'security' | 'invite' | 'webhooks';

export interface SettingsNavProps {
  team: Team;
  open: SettingsSection | undefined;
}

/** In place of the sidebar: what can be set. */
export function SettingsNav({ team, open }: SettingsNavProps) {
  const [, navigate] = useLocation();
  const isPhone = useWidth() === 'phone';
  const mayInvite = useLive((state) => can(state, 'invite_user', { team_id: team.id }));
  const mayHook = useLive((state) => can(state, 'manage_own_incoming_webhooks', { team_id: team.id }));
  const row = (
    section: SettingsSection,
    icon: LucideIcon,
    label: string,
    href = `/${team.name}/settings/${section}`,
  ) => (
    <Link
      href={href}
      className={classNames('item', section === open && 'on')}
      aria-current={section === open ? 'page' : undefined}
    >
      <Icon of={icon} />
      <span className="n">{label}</span>
    </Link>
  );
  return (
    <nav className="sidebar" aria-label="Settings" data-region="sidebar">
      <div className="side-head">
        {!isPhone && (
          <IconButton
            icon={ArrowLeft}
            label="Back to the channels"
            tipSide="bottom"
            onClick={() => navigate(`/${team.name}`)}
          />
        )}
        <h1 className="clip">{isPhone ? 'You' : 'Settings'}</h1>
      </div>
      <div className="side-list">
        {isPhone && <PresenceMenu />}
        {row('profile', User, 'Profile')}
        {row('appearance', Palette, 'Appearance')}
        {row('security', ShieldCheck, 'Security')}
        {mayInvite && <div className="cat">{team.display_name}</div>}
        {mayInvite && row('invite', UserPlus, 'Invite people')}
        {mayHook && <div className="cat">Automation</div>}
        {mayHook && row('webhooks', Webhook, 'Webhooks', `/${team.name}/integrations/webhooks`)}
        {isPhone && (
          <div className="settings-out">
            <Button onClick={() => void signOut()}>Sign out</Button>
          </div>
        )}
      </div>
    </nav>
  );
}
