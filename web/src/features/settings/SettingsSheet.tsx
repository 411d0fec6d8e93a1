import type { ReactNode } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { Queries } from '../../queries/Queries.tsx';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { ListBack } from '../../shell/ListBack.tsx';
import './settings.css';

export interface SettingsSheetProps {
  team: Team;
  children: ReactNode;
}

/** The sheet of one screen of settings. */
export function SettingsSheet({ team, children }: SettingsSheetProps) {
  return (
    <main className="sheet" id="main" data-region="main">
      <SheetBanners />
      <div className="settings-back">
        <ListBack team={team} to={`/${team.name}/settings`} />
      </div>
      <div className="page">
        <div className="in1">
          <Queries>{children}</Queries>
        </div>
      </div>
    </main>
  );
}
