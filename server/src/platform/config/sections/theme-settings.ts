import { flag, group, list, text } from '../setting.ts';

export const themeSettings = group({
  EnableThemeSelection: flag(true, 'People may choose a theme.'),
  DefaultTheme: text('', 'Theme people start with; empty leaves it to the client.'),
  AllowCustomThemes: flag(true, 'People may make a theme of their own.'),
  AllowedThemes: list([], 'Themes people may choose; empty allows all.'),
});
