import { area } from '../../area/area.ts';
import { systemEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { announceConfigChanges } from './client-settings.ts';

export const system = area({
  name: 'system',
  endpoints: systemEndpoints,
  settings: [
    'ClientRequirements.AndroidLatestVersion',
    'ClientRequirements.AndroidMinVersion',
    'ClientRequirements.IosLatestVersion',
    'ClientRequirements.IosMinVersion',
    'EmailSettings.RequireEmailVerification',
    'InnermostSettings.InitializedAt',
    'ServiceSettings.EnableDeveloper',
    'ServiceSettings.EnforceMultifactorAuthentication',
  ],
  events: ['config_changed', 'license_changed'],
  start: announceConfigChanges,
  examples,
});
