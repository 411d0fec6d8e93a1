import type { sections } from './sections.ts';
import type { ValueOf } from './setting.ts';

/** The whole configuration as the program reads it, in upstream's JSON shape: `config.ServiceSettings.SiteURL`. */
export type Config = ValueOf<typeof sections>;

type NamesIn<M> = {
  [K in keyof M & string]: M[K] extends { kind: 'group'; members: infer Inner } ? `${K}.${NamesIn<Inner>}` : K;
}[keyof M & string];

/** `Section.Key`, as people and clients name a setting. */
export type SettingName = NamesIn<(typeof sections)['members']>;

type PatchOf<D> = D extends { kind: 'group'; members: infer M }
  ? { readonly [K in keyof M]?: PatchOf<M[K]> }
  : ValueOf<D>;

/** Any part of a configuration. Lists and free objects are replaced whole, everything else is merged. */
export type ConfigPatch = PatchOf<typeof sections>;
