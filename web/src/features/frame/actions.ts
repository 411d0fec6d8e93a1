import { Keyboard } from 'lucide-react';

import { action } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';
import { shortcuts } from './dialogs.ts';

const showShortcuts = action({
  name: 'shortcuts',
  title: msg('Keyboard shortcuts'),
  icon: Keyboard,
  keys: 'mod+/',
  menus: { account: 13 },
  run: () => openDialog(shortcuts, {}),
});

export const actions = [showShortcuts];
