import { choice, flag, group, list, secret, text, whole } from '../setting.ts';

export const autoTranslationSettings = group({
  Enable: flag(false, 'Translate messages for those who read another language.'),
  TargetLanguages: list(['en'], 'Languages into which messages are translated.'),
  Workers: whole(4, 'Translations at a time.'),
  Provider: choice('', ['libretranslate', 'agents'], 'Who translates.'),
  LibreTranslate: group({
    URL: text('', 'Address of the LibreTranslate server.'),
    APIKey: secret('Key to the LibreTranslate server.'),
  }),
  Agents: group({
    LLMServiceID: text('', 'Which language model translates.'),
  }),
  TimeoutMs: whole(5000, 'How long a translation may take, in milliseconds.'),
  RestrictDMAndGM: flag(false, 'Never translate direct and group messages.'),
});
