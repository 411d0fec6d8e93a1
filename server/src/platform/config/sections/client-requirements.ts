import { version } from '../forms.ts';
import { group, text } from '../setting.ts';

export const clientRequirements = group({
  AndroidLatestVersion: text('', 'Newest Android app, which clients recommend.', { form: version, applies: 'now' }),
  AndroidMinVersion: text('', 'Oldest Android app that may connect.', { form: version, applies: 'now' }),
  IosLatestVersion: text('', 'Newest iOS app, which clients recommend.', { form: version, applies: 'now' }),
  IosMinVersion: text('', 'Oldest iOS app that may connect.', { form: version, applies: 'now' }),
});
