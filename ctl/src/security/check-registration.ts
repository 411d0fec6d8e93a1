import { ApiError } from '@innermost/client/errors.ts';
import { getCapabilities } from '@innermost/protocol/system.ts';
import { createUser } from '@innermost/protocol/users.ts';
import { CheckFailure, type Checks } from '../checks.ts';
import {
  createReservedAccount,
  findReservedAccount,
  randomPassword,
  reservedAccount,
  setActive,
} from '../reserved-account.ts';
import type { Session } from '../session.ts';
import { ask, type RawAnswer } from './ask.ts';

const signUpClosed = 'api.user.create_user.signup_email_disabled.app_error';

/** Tries to register the reserved account, so that even an open door leaves nothing behind but that. */
export async function checkRegistration(checks: Checks, { client }: Session): Promise<void> {
  await checks.check('initialized', 'The server was initialized', async (say) => {
    const { initialized_at } = await client.call(getCapabilities);
    if (initialized_at === 0) throw new CheckFailure('it never was', 'Run innermost initialize.');
    say(new Date(initialized_at).toISOString());
  });
  await checks.check('registration_closed', 'A stranger cannot register', async () => {
    const answer = await ask(client.url(createUser), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(reservedAccount(randomPassword())),
    });
    if (answer.status < 300) {
      const account = await findReservedAccount(client);
      if (account) await setActive(client, account, false);
    }
    refuseOpen(answer);
  });
}

function refuseOpen({ status, errorId }: RawAnswer): void {
  if (status === 501 && errorId === signUpClosed) return;
  const what =
    status === 403
      ? 'registration is still on: it answers 403 to strangers, but lets in whoever has an invite'
      : `it answers ${status} ${errorId}`;
  throw new CheckFailure(what, 'Run innermost initialize.');
}

/** An account that exists already is refused for that reason only once creating is allowed. */
export async function checkAdministratorCreates({ client }: Session, say: (detail: string) => void): Promise<void> {
  const existing = await findReservedAccount(client);
  if (!existing) {
    await setActive(client, await createReservedAccount(client), false);
    say('innermost-verify created and deactivated');
    return;
  }
  try {
    await createReservedAccount(client);
  } catch (error) {
    const taken = ['app.user.save.username_exists.app_error', 'app.user.save.email_exists.app_error'];
    if (error instanceof ApiError && taken.includes(error.id)) return;
    throw error;
  }
  throw new CheckFailure('the server made a second account of the same name');
}
