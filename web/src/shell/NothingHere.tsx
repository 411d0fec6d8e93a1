import type { ReactNode } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Keys } from '../ui/Keys.tsx';
import { t } from '../words/words.ts';
import { SheetBanners } from './SheetBanners.tsx';
import { useEntry } from './declared.ts';
import { ListBack } from './ListBack.tsx';
import { PartBoundary } from './PartBoundary.tsx';

export interface NothingHereProps {
  team: Team;
  title?: string;
  text: ReactNode;
  /** In place of the ways on that are always there. */
  acts?: ReactNode;
}

/** The sheet of an address that leads nowhere, and the ways on from there. */
export function NothingHere({ team, title = t('Nothing here'), text, acts }: NothingHereProps) {
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} />
        <h2 className="sr">{title}</h2>
      </header>
      <SheetBanners />
      <Empty title={title} text={text} acts={acts ?? <WaysOn />} />
    </main>
  );
}

/** None, where they could not be loaded. */
const noWays = () => null;

export function WaysOn() {
  return (
    <PartBoundary frame={noWays}>
      <Ways />
    </PartBoundary>
  );
}

function Ways() {
  const browse = useEntry('browse');
  const jump = useEntry('jump');
  return (
    <>
      {browse && (
        <Button small onClick={browse}>
          {t('Browse channels')}
        </Button>
      )}
      {jump && (
        <Button small kind="quiet" onClick={jump}>
          {t('Jump to…')} <Keys of="mod+K" />
        </Button>
      )}
    </>
  );
}
