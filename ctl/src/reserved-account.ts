/**
 * The one account the verbs try things with. Accounts are never erased, so it is made once, deactivated whenever no
 * verb runs, and used again by the next.
 */
import { randomBytes } from 'node:crypto';
import { ApiError } from '@innermost/client/errors.ts';
import type { Client } from '@innermost/client/http.ts';
import { getConfig } from '@innermost/protocol/system.ts';
import { createUser, getUserByUsername, setUserActive, type NewUser, type User } from '@innermost/protocol/users.ts';
import { CheckFailure } from './checks.ts';
import { isAdministrator } from './session.ts';

export const reservedUsername = 'innermost-verify';

/** Satisfies every password rule that can be switched on. */
export function randomPassword(): string {
  return `${randomBytes(24).toString('base64url')}-aA1`;
}

export function reservedAccount(password: string, domain = 'localhost'): NewUser {
  return {
    username: reservedUsername,
    email: `${reservedUsername}@${domain}`,
    password,
    nickname: 'Account for innermost verify-user',
    // Only heeded from administrators; a server that demands verified addresses would refuse the sign-in.
    email_verified: true,
  };
}

export async function findReservedAccount(client: Client): Promise<User | undefined> {
  let user: User;
  try {
    user = await client.call(getUserByUsername, { params: { username: reservedUsername } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
  if (!isAdministrator(user) && !user.is_bot) return user;
  throw new CheckFailure(
    `The account ${reservedUsername} is ${user.is_bot ? 'a bot' : 'an administrator'}, so it is not used.`,
    `Rename that account: ${reservedUsername} is reserved for these checks.`,
  );
}

/** As an administrator. Its address is of a domain that accounts may have, where they are restricted. */
export async function createReservedAccount(client: Client): Promise<User> {
  const { TeamSettings } = await client.call(getConfig);
  const domains = TeamSettings?.['RestrictCreationToDomains'];
  const [domain] = typeof domains === 'string' ? (/[^\s,@]+/.exec(domains) ?? []) : [];
  return client.call(createUser, { body: reservedAccount(randomPassword(), domain) });
}

export async function setActive(client: Client, user: User, active: boolean): Promise<void> {
  await client.call(setUserActive, { params: { user_id: user.id }, body: { active } });
}
