import type { createTeam, Team } from '@innermost/protocol/teams.ts';
import { when } from '../../access/can.ts';
import { isLocalSession } from '../../access/local-session.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { createDefaultChannels } from '../channels/index.ts';
import { isPermittedDomain, userById } from '../users/index.ts';
import { checkTeamName, checkTeamTexts } from './check-team.ts';
import { joinOne } from './join-team.ts';
import { insertTeam, selectTeam } from './queries/teams.ts';
import { wholeTeam } from './team-row.ts';

export const mayCreateTeam = when('create_team in the system', ({ directory, session }) => {
  if (!hasInSystem(directory, session, 'create_team'))
    throw new AppError('api.team.is_team_creation_allowed.disabled.app_error');
});

/**
 * 201. The maker is its administrator, its first member and its contact address. Wire: on a local socket nobody makes
 * it, and it begins without members.
 */
export async function createTeamOfCaller(call: Call<typeof createTeam, void>): Promise<Team> {
  const { db, now, body, session, config } = call;
  if (body.id) throw new AppError('app.team.save.existing.app_error');
  checkTeamTexts(body);
  checkTeamName(body.name);
  if (body.type !== 'O' && body.type !== 'I') throw new AppError('model.team.is_valid.type.app_error');
  const isLocal = isLocalSession(session);
  const maker = isLocal ? undefined : await userById(db, session.user_id);
  if (!isLocal && !isPermittedDomain(maker?.email ?? '', config.TeamSettings.RestrictCreationToDomains))
    throw new AppError('api.team.is_team_creation_allowed.domain.app_error');
  const id = call.made(newId());
  const [made] = await insertTeam(db, {
    id,
    now,
    display_name: body.display_name.trim(),
    name: body.name,
    description: body.description ?? '',
    email: maker?.email ?? '',
    type: body.type,
    company_name: body.company_name ?? '',
    allowed_domains: body.allowed_domains ?? '',
    invite_id: newId(),
    allow_open_invite: body.allow_open_invite ?? false,
  });
  if (!made) throw new AppError('store.sql_team.save_team.existing.app_error');
  await createDefaultChannels(call, id);
  if (!isLocal) await joinOne(call, id, session.user_id, true);
  const [team] = await selectTeam(db, { id });
  if (!team) throw new AppError('app.team.save.app_error');
  // The maker may see all of it; the memberships that say so are not committed yet.
  return wholeTeam(team);
}
