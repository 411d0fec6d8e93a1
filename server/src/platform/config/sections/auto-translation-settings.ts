import { language } from '../forms.ts';
import { address, choice, duration, flag, group, list, secret, text, whole } from '../setting.ts';

export const autoTranslationSettings = group({
  Enable: flag(false, 'Translate messages for those who read another language.', { applies: 'clients' }),
  TargetLanguages: list(['en'], 'Languages into which messages are translated.', {
    each: language,
    most: 100,
    applies: 'clients',
  }),
  Workers: whole(4, 'Translations at a time.', { min: 1, max: 256, unit: 'translations' }),
  Provider: choice('', ['libretranslate', 'agents'], 'Who translates.'),
  LibreTranslate: group({
    URL: address('', 'Address of the LibreTranslate server.'),
    APIKey: secret('Key to the LibreTranslate server.'),
  }),
  Agents: group({
    LLMServiceID: text('', 'Which language model translates.'),
  }),
  TimeoutMs: duration(5000, 'How long a translation may take, in milliseconds.', {
    unit: 'milliseconds',
    max: 600_000,
  }),
  RestrictDMAndGM: flag(false, 'Never translate direct and group messages.', { applies: 'clients' }),
});
