import type { SystemEvents } from '@innermost/protocol/system.ts';

import { without, type ById } from '../state.ts';
import type { Slice } from './slice.ts';

/** Loaded apart, by `loadConfig`: strangers are told some of it, too. */
interface Part {
  config: ById<string>;
  license: ById<string>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
}

/** The licence answer tells administrators more, but the event tells all the same. */
const ofOwners = ['Id', 'Name', 'Email', 'SkuName', 'IssuedAt', 'StartsAt', 'ExpiresAt'];

export const system = {
  empty: { config: {}, license: {} },

  events: {
    // The connection itself deals with it.
    hello: (state) => state,
    config_changed: (state, { config }) => ({ ...state, config }),
    license_changed: (state, { license }) => ({ ...state, license }),
  },

  comparable: (state) => ({ config: state.config, license: without(state.license, ...ofOwners) }),
} satisfies Slice<Part, SystemEvents>;
