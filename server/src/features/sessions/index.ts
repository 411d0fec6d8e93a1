/** What other areas may use of sessions. */
export { clearedCookies, sessionCookies } from './cookies.ts';
export { changeRolesOfSessions, endSession, endSessionsOf, startSession } from './sessions.ts';
