/** What other areas may use of teams. */
export { joinTeamByInviteId, lanesOfInvitation, teamByInviteId } from './join-team.ts';
export { insertDefaultCategories } from './queries/members.ts';
