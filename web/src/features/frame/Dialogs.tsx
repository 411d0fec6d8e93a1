import { type ComponentType, lazy, Suspense, useEffect } from 'react';

import { closeDialog, useOpenDialog, type OpenDialog } from './dialogs.ts';

const loadJump = () => import('../sidebar/JumpDialog.tsx').then((module) => ({ default: module.JumpDialog }));

type Of<Name extends OpenDialog['name']> = ComponentType<Extract<OpenDialog, { name: Name }> & { onClose: () => void }>;

/** Each is loaded when it is opened for the first time. */
const parts: { readonly [Name in OpenDialog['name']]: Of<Name> } = {
  jump: lazy(loadJump),
  'new-channel': lazy(() => import('../channels/NewChannel.tsx').then((module) => ({ default: module.NewChannel }))),
  'new-direct': lazy(() => import('../direct/NewDirect.tsx').then((module) => ({ default: module.NewDirect }))),
  invite: lazy(() => import('../teams/InvitePeople.tsx').then((module) => ({ default: module.InvitePeople }))),
  'add-people': lazy(() => import('../channels/AddPeople.tsx').then((module) => ({ default: module.AddPeople }))),
  'edit-channel': lazy(() => import('../channels/EditChannel.tsx').then((module) => ({ default: module.EditChannel }))),
  'leave-channel': lazy(() =>
    import('../channels/ChannelQuestions.tsx').then((module) => ({ default: module.LeaveChannel })),
  ),
  'archive-channel': lazy(() =>
    import('../channels/ChannelQuestions.tsx').then((module) => ({ default: module.ArchiveChannel })),
  ),
  'leave-team': lazy(() => import('../teams/LeaveTeam.tsx').then((module) => ({ default: module.LeaveTeam }))),
  'delete-post': lazy(() => import('../timeline/DeletePost.tsx').then((module) => ({ default: module.DeletePost }))),
};

/** Who presses Ctrl K types on at once, so that one is fetched ahead, when nothing else is to do. */
const idleMs = 1_500;

export function Dialogs() {
  const open = useOpenDialog();
  useEffect(() => {
    const timer = setTimeout(() => void loadJump().catch(() => undefined), idleMs);
    return () => clearTimeout(timer);
  }, []);
  if (!open) return null;
  // The table pairs each name with its own props; the union cannot express that.
  const Part = parts[open.name] as ComponentType<OpenDialog & { onClose: () => void }>;
  return (
    <Suspense>
      <Part {...open} onClose={closeDialog} />
    </Suspense>
  );
}
