import { ChevronDown, ChevronRight, Plus } from 'lucide-react';

import { updateCategories } from '@innermost/protocol/categories.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { live } from '../../live/live.ts';
import { ActFailure } from '../../shell/ActFailure.tsx';
import { openDialog } from '../../shell/dialogs.ts';
import { EntryMenu } from '../../shell/EntryMenu.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../words/words.ts';
import { newDirect } from '../direct/dialogs.ts';
import type { Section } from './sections.ts';
import { SidebarRow } from './SidebarRow.tsx';

export interface SidebarSectionProps {
  section: Section;
  team: Team;
  openId: string | undefined;
  stopId: string | undefined;
}

export function SidebarSection({ section, team, openId, stopId }: SidebarSectionProps) {
  return (
    <section aria-label={section.title}>
      <div className="cat">
        <button
          type="button"
          className="cat-fold"
          aria-expanded={!section.collapsed}
          tabIndex={-1}
          onClick={() => void fold(section.id, !section.collapsed)}
        >
          <Icon of={section.collapsed ? ChevronRight : ChevronDown} />
          <span className="clip">{section.title}</span>
        </button>
        <Add section={section} team={team} />
      </div>
      <ActFailure place={`category:${section.id}`} />
      {section.channel_ids.map((id) => (
        <SidebarRow key={id} channelId={id} teamName={team.name} isOpen={id === openId} isStop={id === stopId} />
      ))}
    </section>
  );
}

function Add({ section, team }: { section: Section; team: Team }) {
  if (section.type === 'direct_messages') {
    const open = () => openDialog(newDirect, { teamName: team.name });
    return <IconButton icon={Plus} label={t('New direct message')} onClick={open} />;
  }
  if (section.type !== 'channels') return null;
  const trigger = <IconButton icon={Plus} label={t('Add a channel')} />;
  return <EntryMenu menu="add-channel" label={t('Add a channel')} trigger={trigger} />;
}

async function fold(categoryId: string, collapsed: boolean): Promise<void> {
  const team_id = live.store.getState().categories[categoryId]?.team_id ?? '';
  const params = { user_id: 'me', team_id };
  await live.acts.act({
    event: 'sidebar_category_updated',
    data({ categories }) {
      const held = categories[categoryId];
      return held && held.collapsed !== collapsed ? { updatedCategories: [{ ...held, collapsed }] } : undefined;
    },
    scope: { team_id },
    send: ({ updatedCategories = [] }) => live.client.call(updateCategories, { params, body: updatedCategories }),
    place: `category:${categoryId}`,
    failed: collapsed ? t('Not folded') : t('Not unfolded'),
    isRepeatable: true,
    lane: `categories:${team_id}`,
  });
}
