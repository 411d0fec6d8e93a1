import { Keyboard } from 'lucide-react';

import { action } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { shortcuts } from './dialogs.ts';

const showShortcuts = action({
  name: 'shortcuts',
  title: 'Keyboard shortcuts',
  icon: Keyboard,
  keys: 'mod+/',
  menus: { account: 13 },
  run: () => openDialog(shortcuts, {}),
});

export const actions = [showShortcuts];
