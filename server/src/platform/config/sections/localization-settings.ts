import { flag, group, text } from '../setting.ts';

export const localizationSettings = group({
  DefaultServerLocale: text('en', 'Language of what the server itself says.'),
  DefaultClientLocale: text('en', 'Language people start with.'),
  AvailableLocales: text('', 'Languages people may choose, separated by commas; empty allows all.'),
  EnableExperimentalLocales: flag(false, 'Offer languages whose translation is unfinished.'),
});
