import { isId } from '@innermost/protocol/limits.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { AppError, invalidUrl } from '../../platform/http/errors.ts';
import type { AccessRequest, Scope } from '../can.ts';
import type { Directory, TeamFacts } from '../directory.ts';
import { hasInTeam } from '../permission.ts';

export interface InTeam {
  team: TeamFacts;
}

/** 400 for a malformed id, 404 for an unknown team. */
export async function teamById(directory: Directory, id: string): Promise<TeamFacts> {
  if (!isId(id)) throw invalidUrl('team_id');
  const team = directory.teams.peek(id) ?? (await directory.teams.get(id));
  if (!team) throw new AppError('app.team.get.find.app_error');
  return team;
}

/** The team that the request names. */
export function inTeam<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Scope<R, InTeam> {
  return {
    label: 'in the team',
    async resolve(request, permission) {
      const team = await teamById(request.directory, pick(request));
      return {
        allowed: await hasInTeam(request.directory, request.session, team.id, permission),
        granted: { team },
      };
    },
  };
}
