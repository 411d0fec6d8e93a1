import { PencilLine } from 'lucide-react';

import { action } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { newDirect } from './dialogs.ts';

const newMessage = action({
  name: 'new-message',
  title: 'New message',
  icon: PencilLine,
  run: ({ team }) => openDialog(newDirect, { teamName: team.name }),
});

export const actions = [newMessage];
