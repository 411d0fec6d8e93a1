import type { patchTeam, regenerateInviteId, Team, TeamPatch, updateTeam } from '@innermost/protocol/teams.ts';
import type { InTeam } from '../../access/scopes/team.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { checkTeamTexts } from './check-team.ts';
import { selectTeamForChange, updateInviteId, updateTeamRow } from './queries/teams.ts';
import { publicTeam, teamFor, type TeamRow } from './team-row.ts';

type Changing = Call<typeof patchTeam | typeof updateTeam | typeof regenerateInviteId, InTeam>;

async function lock({ db, granted }: Changing): Promise<TeamRow> {
  const [team] = await selectTeamForChange(db, { id: granted.team.id });
  if (!team) throw new AppError('app.team.get.find.app_error');
  return team;
}

function tell(call: Changing, team: TeamRow): Promise<Team> {
  call.emit('update_team', { team: publicTeam(team) }, { team_id: team.id });
  call.changed({ kind: 'team', team_id: team.id });
  return teamFor({ session: call.session, directory: call.services.directory }, team);
}

async function change(call: Changing, patch: TeamPatch): Promise<Team> {
  const before = await lock(call);
  const { display_name, ...others } = patch;
  checkTeamTexts(display_name === undefined || display_name === before.display_name ? others : patch);
  const team: TeamRow = { ...before, ...patch, update_at: call.now };
  await updateTeamRow(call.db, {
    id: team.id,
    now: call.now,
    display_name: team.display_name.trim(),
    description: team.description,
    company_name: team.company_name,
    allowed_domains: team.allowed_domains,
    allow_open_invite: team.allow_open_invite,
    group_constrained: team.group_constrained,
  });
  return tell(call, team);
}

export const patchTeamFields = (call: Call<typeof patchTeam, InTeam>): Promise<Team> => change(call, call.body);

export function updateTeamFields(call: Call<typeof updateTeam, InTeam>): Promise<Team> {
  const { id, ...patch } = call.body;
  if (id !== call.granted.team.id) throw invalidBody('id');
  return change(call, patch);
}

/** The old link stops working at once. */
export async function renewInviteId(call: Call<typeof regenerateInviteId, InTeam>): Promise<Team> {
  const team: TeamRow = { ...(await lock(call)), invite_id: newId(), update_at: call.now };
  await updateInviteId(call.db, { id: team.id, now: call.now, invite_id: team.invite_id });
  return tell(call, team);
}
