import { ApiError } from '@innermost/client/errors.ts';
import type { Client } from '@innermost/client/http.ts';
import { getUserByUsername, getUserByEmail, resetFailedAttempts, type User } from '@innermost/protocol/users.ts';
import { CheckFailure, type Checks } from '../../checks.ts';
import { command } from '../../command.ts';
import { asAdministrator, reachServer } from '../../session.ts';

export const unlock = command('user unlock', {
  args: ['<name>'],
  summary: 'let somebody sign in again after too many wrong passwords',
  about:
    'Forgets the wrong passwords that were tried for an account, named by its username or e-mail address, from every\n' +
    'network address. Beside the server it needs no password; elsewhere it signs in as an administrator.',
  flags: {},
  besideServer: true,
  async run({ url, beside, args, checks, credentials }) {
    const [name = ''] = args;
    if (beside) await unlockAs(beside, checks, name);
    else {
      await checks.must('reachable', 'The server answers', () => reachServer(url));
      const administrator = await credentials();
      await asAdministrator(url, checks, administrator, ({ client }) => unlockAs(client, checks, name));
    }
    return `${name} can try again now; the password is the same as before.`;
  },
});

async function unlockAs(client: Client, checks: Checks, name: string): Promise<void> {
  const user = await checks.must('account', 'The account is there', async (say) => {
    const found = await accountOf(client, name.toLowerCase());
    say(`${found.username}, ${found.email}`);
    return found;
  });
  await checks.must('unlocked', 'Its wrong passwords are forgotten', async () => {
    await client.call(resetFailedAttempts, { params: { user_id: user.id } });
  });
}

async function accountOf(client: Client, name: string): Promise<User> {
  try {
    if (name.includes('@')) return await client.call(getUserByEmail, { params: { email: name } });
    return await client.call(getUserByUsername, { params: { username: name } });
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 400)) throw error;
    throw new CheckFailure(
      `there is no account ${name}`,
      'Give the username or the e-mail address as it is on the profile.',
    );
  }
}
