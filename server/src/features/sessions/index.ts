/** What other areas may use of sessions. */
export { changeRolesOfSessions, checkDeviceId, endSession, endSessionsOf, startSession } from './sessions.ts';
