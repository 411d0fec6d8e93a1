/** Which language the screens speak. English is part of the first load; any other comes in a file of its own. */
import { i18n } from './words.ts';

/** The first is what is spoken where nothing else fits. */
const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

const catalogues: Readonly<Partial<Record<Language, () => Promise<Record<string, string>>>>> = {
  de: () => import('./de.json').then((module) => module.default),
};

const storageKey = 'innermost.language';
let wanted: Language = 'en';

/** The first of the wanted languages that there are words for: `de-AT` is German. */
export function knownLanguage(locales: readonly string[]): Language | undefined {
  const names = locales.map((locale) => locale.toLowerCase().split(/[-_]/)[0] ?? '');
  return names.find((name): name is Language => languages.some((one) => one === name));
}

/** Before anybody signed in: what was spoken last on this device, else what the browser asks for. */
export function languageOfDevice(): Language {
  return knownLanguage([storedLanguage(), ...navigator.languages]) ?? 'en';
}

/** The reader's own form of the language, as in `de-AT`: dates and numbers follow it. */
export function localeTag(language: Language, ofBrowser: readonly string[] = navigator.languages): string {
  const own = ofBrowser.find((tag) => knownLanguage([tag]) === language);
  try {
    if (own !== undefined) return new Intl.Locale(own).baseName;
  } catch {
    // Some systems name their language in a way that is no language tag.
  }
  return language === 'en' ? 'en-GB' : language;
}

/** Resolves when the screens speak it, false when its words could not be loaded; a later call wins. */
export async function speak(language: Language): Promise<boolean> {
  wanted = language;
  try {
    const messages = await catalogues[language]?.();
    if (wanted !== language) return true;
    if (messages) i18n.load(language, messages);
  } catch {
    return false;
  }
  show(language);
  return true;
}

/** At once, for what needs no loading. */
export function show(language: Language): void {
  i18n.activate(language, localeTag(language));
  if (typeof document === 'undefined') return;
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that refuses storage still speaks it until the page is left.
  }
}

export const currentLanguage = (): Language => knownLanguage([i18n.locale]) ?? 'en';

function storedLanguage(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}
