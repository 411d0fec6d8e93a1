import { group, text } from '../setting.ts';

export const clientRequirements = group({
  AndroidLatestVersion: text('', 'Newest Android app, which clients recommend.'),
  AndroidMinVersion: text('', 'Oldest Android app that may connect.'),
  IosLatestVersion: text('', 'Newest iOS app, which clients recommend.'),
  IosMinVersion: text('', 'Oldest iOS app that may connect.'),
});
