/** What other areas may use of sessions. */
export { clearedCookies, sessionCookies } from './cookies.ts';
export { changeRolesOfSessions, endSession, endSessionsOf, sessionsEnded, startSession } from './sessions.ts';
