/** Reaching the server and signing in, with the failures an operator meets explained. */
import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import { createClient, type Client } from '@innermost/client/http.ts';
import { logout, login, type User } from '@innermost/protocol/users.ts';
import { ping, type Ping } from '@innermost/protocol/system.ts';
import { CheckFailure, type Checks } from './checks.ts';
import type { Credentials } from './credentials.ts';

export interface Session {
  readonly client: Client;
  readonly user: User;
}

/** What the server says of its health. Anything but a chat server at this address is a NetworkError (exit code 2). */
export async function reachServer(url: string, client = createClient({ url })): Promise<Ping> {
  try {
    return await client.call(ping, { query: { get_server_status: true, use_rest_semantics: true } });
  } catch (error) {
    if (!(error instanceof ApiError) || !error.id.startsWith('client.')) throw error;
    throw new NetworkError(`There is no chat server at ${url}: it answers ${error.status} with something else.`);
  }
}

/** A session of its own on the server; end it with `signOut`. */
export async function signIn(url: string, { user, password }: Credentials): Promise<Session> {
  const client = createClient({ url });
  try {
    const signedIn = await client.call(login, { body: { login_id: user, password } });
    return { client, user: signedIn };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    throw new CheckFailure(`${user} was refused: ${error.message} (${error.id})`, remedyFor(error.id));
  }
}

async function signInAdministrator(url: string, credentials: Credentials): Promise<Session> {
  const session = await signIn(url, credentials);
  if (isAdministrator(session.user)) return session;
  await signOut(session);
  throw new CheckFailure(
    `${credentials.user} is not a system administrator.`,
    'Set MM_USER and MM_PASSWORD to an account with the role system_admin.',
  );
}

export function isAdministrator(user: User): boolean {
  return user.roles.split(' ').includes('system_admin');
}

export async function signOut({ client }: Session): Promise<void> {
  if (client.token) await client.call(logout);
}

/** The check `sign_in`, then `use` with the administrator's session, which is signed out of whatever happened. */
export async function asAdministrator<T>(
  url: string,
  checks: Checks,
  administrator: Credentials,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await checks.must('sign_in', 'The administrator signs in', () =>
    signInAdministrator(url, administrator),
  );
  try {
    return await use(session);
  } finally {
    // What went wrong before is the better message.
    await signOut(session).catch(() => {});
  }
}

function remedyFor(errorId: string): string {
  if (errorId.includes('mfa')) return 'Use an administrator without a second factor for this.';
  if (errorId.includes('too_many'))
    return 'Unlock the account: innermost user unlock NAME, on the machine of the server.';
  if (errorId.includes('inactive')) return 'Another administrator can activate the account.';
  return 'Correct MM_USER and MM_PASSWORD.';
}
