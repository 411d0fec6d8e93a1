import type { sections } from './sections.ts';
import type { ValueOf } from './setting.ts';

/** The whole configuration as the program reads it, in upstream's JSON shape: `config.ServiceSettings.SiteURL`. */
export type Config = ValueOf<typeof sections>;

type Patch<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : { readonly [K in keyof T]?: Patch<T[K]> };

/** Any part of a configuration. Lists and free objects are replaced whole, everything else is merged. */
export type ConfigPatch = Patch<Config>;
