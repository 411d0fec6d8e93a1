/** A team's address, made from its name and judged by the wire's rules. Channels follow the same ones. */
import { limits } from '@innermost/protocol/limits.ts';

/** Path words that are ours or the wire's, and so cannot be a team's address. */
const reserved = new Set([
  'admin',
  'api',
  'channel',
  'claim',
  'error',
  'files',
  'help',
  'landing',
  'login',
  'mfa',
  'oauth',
  'plug',
  'plugins',
  'post',
  'signup',
  'boards',
  'playbooks',
  'hooks',
  'static',
  'create_team',
  'mcp',
]);

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

export function complaintOfTeamAddress(address: string): string | undefined {
  if (address.length < 2) return 'Use at least 2 letters or digits.';
  if (!/^[a-z][a-z0-9-]*$/.test(address)) return 'Begin with a letter; use small letters, digits and dashes.';
  if (address.endsWith('-')) return 'End with a letter or a digit.';
  if (reserved.has(address)) return `${address} is taken by the server itself.`;
  return undefined;
}

export function complaintOfChannelAddress(address: string): string | undefined {
  if (address.length === 0) return 'Use at least one letter or digit.';
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(address)) return 'Use small letters, digits, dashes and underscores.';
  return undefined;
}
