import { area } from '../../area/area.ts';
import { sessionEndpoints } from './endpoints.ts';
import { expireSessions } from './expire-sessions.ts';

export const sessions = area({
  name: 'sessions',
  endpoints: sessionEndpoints,
  settings: ['ServiceSettings.SessionLengthMobileInHours', 'ServiceSettings.SessionLengthWebInHours'],
  start: expireSessions,
});
