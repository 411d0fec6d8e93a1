/** A team's address, made from its name and judged by the wire's rules. Channels follow the same ones. */
import { limits } from '@innermost/protocol/limits.ts';
import { isReservedTeamName } from '@innermost/protocol/team-names.ts';

import { t } from '../../words/words.ts';

/** "Oak Haven & Sons" → oak-haven-sons; empty when nothing usable is left. */
export function addressFrom(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, limits.teamNameCharacters);
}

/**
 * An address that the server takes, whatever the name: one without Latin letters, one of a single letter, one that the
 * server keeps for itself. `now` (ms) makes it unlike others where nothing of the name is left.
 */
export function teamAddressFrom(name: string, now: number): string {
  const address = addressFrom(name);
  if (name.trim() === '' || complaintOfTeamAddress(address) === undefined) return address;
  return `team-${address || now.toString(36).slice(-5)}`.slice(0, limits.teamNameCharacters);
}

export function complaintOfTeamAddress(address: string): string | undefined {
  if (address.length < 2) return t('Use at least 2 letters or digits.');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(address)) return t('Use small letters, digits and dashes between them.');
  if (address.endsWith('-')) return t('End with a letter or a digit.');
  if (isReservedTeamName(address)) return t('The server keeps addresses like {address} for itself.', { address });
  return undefined;
}

export function complaintOfChannelAddress(address: string): string | undefined {
  if (address.length === 0) return t('Use at least one letter or digit.');
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(address)) return t('Use small letters, digits, dashes and underscores.');
  return undefined;
}
