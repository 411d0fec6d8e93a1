/** What other areas may use of sessions. */
export {
  changeRolesOfSessions,
  checkDeviceId,
  endSession,
  endSessionsOf,
  sessionBegan,
  startSession,
} from './sessions.ts';
