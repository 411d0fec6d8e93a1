import type { ReactNode } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { Queries } from '../../queries/Queries.tsx';
import { ConnectionBanner } from '../../shell/ConnectionBanner.tsx';
import { ListBack } from '../../shell/ListBack.tsx';
import { Appearance } from './Appearance.tsx';
import { Invite } from './Invite.tsx';
import { Profile } from './Profile.tsx';
import { Security } from './Security.tsx';
import type { SettingsSection } from './SettingsNav.tsx';
import './settings.css';

export interface SettingsPageProps {
  team: Team;
  section: Exclude<SettingsSection, 'webhooks'>;
}

/** One section on one sheet. */
export function SettingsPage({ team, section }: SettingsPageProps) {
  const parts: Record<SettingsPageProps['section'], ReactNode> = {
    profile: <Profile />,
    appearance: <Appearance />,
    security: <Security />,
    invite: <Invite team={team} />,
  };
  return (
    <main className="sheet" id="main" data-region="main">
      <ConnectionBanner />
      <div className="settings-back">
        <ListBack team={team} to={`/${team.name}/settings`} />
      </div>
      <div className="page">
        <div className="in1">
          <Queries>{parts[section]}</Queries>
        </div>
      </div>
    </main>
  );
}
