/** What other areas may use of sessions. */
export {
  changeRolesOfSessions,
  checkDeviceId,
  endEverySession,
  endSession,
  endSessionsOf,
  sessionBegan,
  startSession,
} from './sessions.ts';
