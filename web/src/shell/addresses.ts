/** Addresses that lie in no team: those of the official clients and of mails, and what they lead to here. Pure. */
export type Outer =
  /** Another address. */
  | { name: 'go'; to: string }
  /** Below the team that I was in last: `/channels/x`, with its query. */
  | { name: 'in-team'; rest: string }
  /** A page that this server has not, or not yet. */
  | { name: 'missing'; what: MissingPage };

export type MissingPage = 'administration' | 'password' | 'confirmation' | 'other';

const other = 'other' as const;
const missing: Readonly<Record<string, MissingPage>> = {
  admin_console: 'administration',
  reset_password: 'password',
  reset_password_complete: 'password',
  should_verify_email: 'confirmation',
  do_verify_email: 'confirmation',
  mfa: 'other',
  claim: 'other',
  help: other,
  error: other,
  oauth: 'other',
  boards: 'other',
  playbooks: 'other',
  plug: 'other',
  terms_of_service: 'other',
};

const ofTeams = new Set(['channels', 'messages', 'pl', 'threads', 'drafts']);

/** Undefined for what lies in a team. `search` and `hash` as of `location`, with their signs or empty. */
export function outerOf(path: string, search = '', hash = ''): Outer | undefined {
  const [first = '', ...rest] = path.split('/').filter(Boolean);
  const kind = first.toLowerCase();
  const query = search === '' || search.startsWith('?') ? search : `?${search}`;
  if (kind === '' || kind === 'preparing-workspace') return { name: 'go', to: '/' };
  if (kind === 'login') return { name: 'go', to: ownPath(new URLSearchParams(search).get('redirect_to')) ?? '/' };
  if (kind === 'landing') return { name: 'go', to: ownPath(hash.slice(1)) ?? '/' };
  if (kind === '_redirect') {
    return rest.length > 0 ? { name: 'in-team', rest: `/${rest.join('/')}${query}` } : { name: 'go', to: '/' };
  }
  if (ofTeams.has(kind)) return { name: 'in-team', rest: `/${[kind, ...rest].join('/')}${query}` };
  return missing[kind] ? { name: 'missing', what: missing[kind] } : undefined;
}

/** A path on this server, and never a way to another: `//elsewhere.example` is one. */
export function ownPath(wanted: string | null): string | undefined {
  if (!wanted) return undefined;
  try {
    const base = 'http://own.invalid';
    const url = new URL(wanted, base);
    const isHere = url.origin === base && wanted.startsWith('/');
    return isHere && url.pathname.toLowerCase() !== '/login' ? url.pathname + url.search : undefined;
  } catch {
    return undefined;
  }
}
