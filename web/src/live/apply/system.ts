import type { SystemEvents } from '@innermost/protocol/system.ts';

import type { ApplyAll } from './event.ts';

export const systemEvents: ApplyAll<SystemEvents> = {
  // The connection itself deals with it.
  hello: (state) => state,
  config_changed: (state, { config }) => ({ ...state, config }),
  license_changed: (state, { license }) => ({ ...state, license }),
};
