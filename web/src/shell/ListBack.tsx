import { ArrowLeft, Menu as MenuIcon } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { IconButton } from '../ui/IconButton.tsx';
import { t } from '../words/words.ts';
import { showDrawer } from './drawer.ts';
import { useWidth } from './use-width.ts';

export interface ListBackProps {
  team: Team;
  /** Where Back leads on a phone, if not to the list of channels. */
  to?: string;
}

/** First in a sheet's head: back to the list on a phone, the list itself where it is a drawer, else nothing. */
export function ListBack({ team, to }: ListBackProps) {
  const [, navigate] = useLocation();
  const width = useWidth();
  if (width === 'phone') {
    return <IconButton icon={ArrowLeft} label={t('Back')} onClick={() => navigate(to ?? `/${team.name}`)} />;
  }
  if (width === 'drawer') return <IconButton icon={MenuIcon} label={t('Channels')} onClick={() => showDrawer(true)} />;
  return null;
}
