import { language, languages } from '../forms.ts';
import { flag, group, text } from '../setting.ts';

export const localizationSettings = group({
  DefaultServerLocale: text('en', 'Language of what the server itself says.', { form: language, applies: 'now' }),
  DefaultClientLocale: text('en', 'Language people start with.', { form: language, applies: 'now' }),
  AvailableLocales: text('', 'Languages people may choose, separated by commas; empty allows all.', {
    form: languages,
    applies: 'clients',
  }),
  EnableExperimentalLocales: flag(false, 'Offer languages whose translation is unfinished.', { applies: 'clients' }),
});
