import { choiceSetting } from '../../shell/setting.ts';
import { chooseLook, currentLook } from '../../styles/theme.ts';
import { msg } from '../../words/words.ts';
import { MessagePreview } from './MessagePreview.tsx';

export const theme = choiceSetting({
  name: 'theme',
  label: msg('Theme'),
  help: msg('Light and dark follow the system unless you choose.'),
  control: {
    kind: 'choice',
    options: [
      { value: 'system', label: msg('As the system') },
      { value: 'light', label: msg('Light') },
      { value: 'dark', label: msg('Dark') },
      { value: 'contrast-light', label: msg('Light, high contrast') },
      { value: 'contrast-dark', label: msg('Dark, high contrast') },
    ],
  },
  stored: {
    where: 'device',
    read: () => currentLook().theme,
    write: (value) => chooseLook({ ...currentLook(), theme: value }),
  },
});

export const density = choiceSetting({
  name: 'density',
  label: msg('Density'),
  help: msg('Compact shows more at once, for people who watch many channels.'),
  control: {
    kind: 'choice',
    options: [
      { value: 'roomy', label: msg('Roomy') },
      { value: 'compact', label: msg('Compact') },
    ],
  },
  stored: {
    where: 'device',
    read: () => currentLook().density,
    write: (value) => chooseLook({ ...currentLook(), density: value }),
  },
  preview: MessagePreview,
});
