// The look a person chose on this device: theme and density. first-paint.js applies the same rules
// before the first paint; both read the key below.

export type Theme = 'light' | 'dark' | 'contrast-light' | 'contrast-dark';
export type ThemeChoice = Theme | 'system';
export type Density = 'roomy' | 'compact';

export interface Look {
  theme: ThemeChoice;
  density: Density;
}

export interface SystemPreference {
  dark: boolean;
  contrast: boolean;
}

const storageKey = 'innermost.look';
const themes: readonly string[] = ['light', 'dark', 'contrast-light', 'contrast-dark'];

/** Reads what was stored; anything odd counts as not chosen. */
export function lookFrom(stored: string | null): Look {
  let kept: unknown;
  try {
    kept = JSON.parse(stored ?? '{}');
  } catch {
    kept = {};
  }
  const { theme, density } = (kept ?? {}) as Partial<Record<keyof Look, unknown>>;
  return {
    theme: typeof theme === 'string' && themes.includes(theme) ? (theme as Theme) : 'system',
    density: density === 'compact' ? 'compact' : 'roomy',
  };
}

export function themeFor(choice: ThemeChoice, system: SystemPreference): Theme {
  if (choice !== 'system') return choice;
  if (system.contrast) return system.dark ? 'contrast-dark' : 'contrast-light';
  return system.dark ? 'dark' : 'light';
}

export function currentLook(): Look {
  try {
    return lookFrom(localStorage.getItem(storageKey));
  } catch {
    return lookFrom(null);
  }
}

/** Whether a dark theme is on the screen. */
export function isDark(): boolean {
  // Without a page, as in tests, nothing is.
  return typeof document !== 'undefined' && (document.documentElement.dataset['theme'] ?? '').includes('dark');
}

/** Keeps the choice on this device and shows it at once. */
export function chooseLook(look: Look): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(look));
  } catch {
    // A browser that refuses storage still gets the look, until the page is left.
  }
  show(look);
}

/** Follows the system's light and dark, and choices made in other tabs. Returns what stops it. */
export function followLook(): () => void {
  const apply = () => show(currentLook());
  const queries = [darkQuery(), contrastQuery()];
  for (const query of queries) query.addEventListener('change', apply);
  addEventListener('storage', apply);
  return () => {
    for (const query of queries) query.removeEventListener('change', apply);
    removeEventListener('storage', apply);
  };
}

function show(look: Look): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = themeFor(look.theme, { dark: darkQuery().matches, contrast: contrastQuery().matches });
  if (look.density === 'compact') dataset['density'] = 'compact';
  else delete dataset['density'];
}

const darkQuery = () => matchMedia('(prefers-color-scheme: dark)');
const contrastQuery = () => matchMedia('(prefers-contrast: more)');
