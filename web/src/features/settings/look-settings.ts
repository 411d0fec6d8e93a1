import { choiceSetting } from '../../shell/setting.ts';
import { chooseLook, currentLook } from '../../styles/theme.ts';
import { MessagePreview } from './MessagePreview.tsx';

export const theme = choiceSetting({
  name: 'theme',
  label: 'Theme',
  help: 'Light and dark follow the system unless you choose.',
  control: {
    kind: 'choice',
    options: [
      { value: 'system', label: 'As the system' },
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' },
      { value: 'contrast-light', label: 'Light, high contrast' },
      { value: 'contrast-dark', label: 'Dark, high contrast' },
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
  label: 'Density',
  help: 'Compact shows more at once, for people who watch many channels.',
  control: {
    kind: 'choice',
    options: [
      { value: 'roomy', label: 'Roomy' },
      { value: 'compact', label: 'Compact' },
    ],
  },
  stored: {
    where: 'device',
    read: () => currentLook().density,
    write: (value) => chooseLook({ ...currentLook(), density: value }),
  },
  preview: MessagePreview,
});
