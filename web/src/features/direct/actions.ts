import { PencilLine } from 'lucide-react';

import { action } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';
import { newDirect } from './dialogs.ts';

const newMessage = action({
  name: 'new-message',
  title: msg('New message'),
  icon: PencilLine,
  run: ({ team }) => openDialog(newDirect, { teamName: team.name }),
});

export const actions = [newMessage];
