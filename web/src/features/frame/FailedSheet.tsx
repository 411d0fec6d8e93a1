import type { ReactNode } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { ListBack } from '../../shell/ListBack.tsx';

/** The sheet when what belongs into it cannot be shown. The way back is still there. */
export function FailedSheet({ team, children }: { team: Team; children: ReactNode }) {
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
      </header>
      {children}
    </main>
  );
}
