import type { ComponentType, ReactNode } from 'react';

import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';

import { closeDialog, useOpenDialog, type OpenDialog } from '../../shell/dialogs.ts';
import { PartDialog } from './PartDialog.tsx';

type Of<Name extends OpenDialog['name']> = ComponentType<Extract<OpenDialog, { name: Name }> & { onClose: () => void }>;

/** Each in a file of its own, loaded ahead when nothing else is to do. */
const parts: { readonly [Name in OpenDialog['name']]: Of<Name> } = {
  jump: part(() => import('../sidebar/JumpDialog.tsx').then((module) => module.JumpDialog)),
  shortcuts: part(() => import('./ShortcutList.tsx').then((module) => module.ShortcutList)),
  'new-channel': part(() => import('../channels/NewChannel.tsx').then((module) => module.NewChannel)),
  'new-direct': part(() => import('../direct/NewDirect.tsx').then((module) => module.NewDirect)),
  invite: part(() => import('../teams/InvitePeople.tsx').then((module) => module.InvitePeople)),
  'add-people': part(() => import('../channels/AddPeople.tsx').then((module) => module.AddPeople)),
  'edit-channel': part(() => import('../channels/EditChannel.tsx').then((module) => module.EditChannel)),
  'leave-channel': part(() => import('../channels/ChannelQuestions.tsx').then((module) => module.LeaveChannel)),
  'archive-channel': part(() => import('../channels/ChannelQuestions.tsx').then((module) => module.ArchiveChannel)),
  'leave-team': part(() => import('../teams/LeaveTeam.tsx').then((module) => module.LeaveTeam)),
  'delete-post': part(() => import('../timeline/DeletePost.tsx').then((module) => module.DeletePost)),
};

export function Dialogs() {
  const open = useOpenDialog();
  if (!open) return null;
  // The table pairs each name with its own props; the union cannot express that.
  const Part = parts[open.name] as ComponentType<OpenDialog & { onClose: () => void }>;
  const frame = (failure: ReactNode) => (
    <PartDialog title={titles[open.name]} failure={failure} onClose={closeDialog} />
  );
  return (
    <PartBoundary of={open.name} frame={frame}>
      <Part {...open} onClose={closeDialog} />
    </PartBoundary>
  );
}

/** Of the dialogs that could not be loaded. */
const titles: { readonly [Name in OpenDialog['name']]: string } = {
  jump: 'Jump to',
  shortcuts: 'Keyboard shortcuts',
  'new-channel': 'New channel',
  'new-direct': 'New message',
  invite: 'Invite people',
  'add-people': 'Add people',
  'edit-channel': 'Edit channel',
  'leave-channel': 'Leave channel',
  'archive-channel': 'Archive channel',
  'leave-team': 'Leave team',
  'delete-post': 'Delete message',
};
