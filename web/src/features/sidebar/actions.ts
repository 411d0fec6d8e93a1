import { Search } from 'lucide-react';

import { action } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';
import { jump } from './dialogs.ts';

const openPalette = action({
  name: 'jump',
  title: msg('Jump to…'),
  icon: Search,
  keys: 'mod+K',
  // The palette is open already where it would be listed.
  listed: false,
  run: () => openDialog(jump, {}),
});

export const actions = [openPalette];
