/** What a team's fields must be like (reference: wire/errors.csv; lengths are those of the columns). */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import { characters, limits, turnsDirection } from '@innermost/protocol/limits.ts';
import { isReservedTeamName } from '@innermost/protocol/team-names.ts';
import { AppError } from '../../platform/http/errors.ts';

const wellFormed = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;

export function checkTeamName(name: string): void {
  if (name.length > limits.teamNameCharacters) throw new AppError('model.team.is_valid.url.app_error');
  if (isReservedTeamName(name)) throw new AppError('model.team.is_valid.reserved.app_error');
  if (!wellFormed.test(name)) throw new AppError('model.team.is_valid.characters.app_error');
}

export interface TeamTexts {
  display_name?: string;
  description?: string;
  company_name?: string;
  allowed_domains?: string;
}

/** Those that are given. */
export function checkTeamTexts(fields: TeamTexts): void {
  const checkLength = (text: string | undefined, least: number, most: number, id: ErrorId) => {
    if (text !== undefined && (characters(text) < least || characters(text) > most)) throw new AppError(id);
  };
  if (turnsDirection(fields.display_name ?? '')) throw new AppError('model.team.is_valid.name.app_error');
  checkLength(fields.display_name?.trim(), 1, 64, 'model.team.is_valid.name.app_error');
  checkLength(fields.description, 0, 255, 'model.team.is_valid.description.app_error');
  checkLength(fields.company_name, 0, 64, 'model.team.is_valid.company.app_error');
  checkLength(fields.allowed_domains, 0, 500, 'model.team.is_valid.domains.app_error');
}
