import { oneLine } from '../forms.ts';
import { flag, group, list, text } from '../setting.ts';

export const themeSettings = group({
  EnableThemeSelection: flag(true, 'People may choose a theme.', { applies: 'clients' }),
  DefaultTheme: text('', 'Theme people start with; empty leaves it to the client.', {
    form: oneLine,
    applies: 'clients',
  }),
  AllowCustomThemes: flag(true, 'People may make a theme of their own.', { applies: 'clients' }),
  AllowedThemes: list([], 'Themes people may choose; empty allows all.', { applies: 'clients' }),
});
