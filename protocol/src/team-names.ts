/** A team's name is the first part of its addresses, so none may begin with a word that the server uses there. */
const reservedBeginnings = [
  'admin',
  'api',
  'boards',
  'channel',
  'claim',
  'error',
  'files',
  'help',
  'landing',
  'login',
  'mfa',
  'oauth',
  'playbooks',
  'plug',
  'plugins',
  'post',
  'signup',
];
const reservedNames = new Set(['hooks', 'integrations', 'mcp', 'messages', 'metrics', 'saml', 'static', 'threads']);

/** Whether a team may not have this name as its address. */
export const isReservedTeamName = (name: string): boolean =>
  reservedNames.has(name) || reservedBeginnings.some((word) => name.startsWith(word));
