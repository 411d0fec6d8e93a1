/** What other areas may use of sessions. */
export { changeRolesOfSessions, endSession, endSessionsOf, startSession } from './sessions.ts';
export { expireSessions } from './expire-sessions.ts';
