/** What a channel's fields must be like (reference: wire/errors.csv; lengths are those of the columns). */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import { characters, limits, turnsDirection } from '@innermost/protocol/limits.ts';
import { AppError } from '../../platform/http/errors.ts';

const wellFormed = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/;
/** Names of this form are those of direct and of group channels. */
const ofConversation = /^(?:[a-z0-9]{26}__[a-z0-9]{26}|[0-9a-f]{40})$/;

export function checkName(name: string): void {
  if (!wellFormed.test(name)) throw new AppError('model.channel.is_valid.1_or_more.app_error');
  if (ofConversation.test(name)) throw new AppError('model.channel.is_valid.name.app_error');
}

/** Display name, header and purpose, as far as they are given. */
export function checkTexts(fields: { display_name?: string; header?: string; purpose?: string }): void {
  const checkLength = (text: string | undefined, most: number, id: ErrorId) => {
    if (text !== undefined && characters(text) > most) throw new AppError(id);
  };
  if (turnsDirection(fields.display_name ?? '')) throw new AppError('model.channel.is_valid.display_name.app_error');
  checkLength(
    fields.display_name,
    limits.channelDisplayNameCharacters,
    'model.channel.is_valid.display_name.app_error',
  );
  checkLength(fields.header, limits.channelHeaderCharacters, 'model.channel.is_valid.header.app_error');
  checkLength(fields.purpose, limits.channelPurposeCharacters, 'model.channel.is_valid.purpose.app_error');
}
