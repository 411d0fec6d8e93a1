import { ApiError } from '@innermost/client/errors.ts';
import { getPost } from '@innermost/protocol/posts.ts';
import { changePassword, getUser, type User } from '@innermost/protocol/users.ts';
import { CheckFailure } from '../../checks.ts';
import { command, type Invocation } from '../../command.ts';
import {
  createReservedAccount,
  findReservedAccount,
  randomPassword,
  reservedUsername,
  setActive,
} from '../../reserved-account.ts';
import { postToSelf, removePost } from '../../self-message.ts';
import { asAdministrator, reachServer, signIn, signOut, type Session } from '../../session.ts';

export const verifyUser = command('verify-user', {
  summary: 'check the life of an account: create, sign in, post, deactivate',
  about:
    `Takes one reserved account, ${reservedUsername}, through the life of an account. It is created on the first run,\n` +
    'used again by the next, and left deactivated, with a random password that nobody knows.',
  flags: {},
  async run({ url, checks, credentials }) {
    await checks.must('reachable', 'The server answers', () => reachServer(url));
    const administrator = await credentials();
    await asAdministrator(url, checks, administrator, async (session) => {
      const account = await checks.must('account', 'The reserved account is there', async (say) => {
        const found = await findReservedAccount(session.client);
        say(`${reservedUsername}, ${found ? 'from an earlier run' : 'created now'}`);
        return found ?? createReservedAccount(session.client);
      });
      try {
        await liveThrough(url, checks, session, account);
      } finally {
        await setActive(session.client, account, false);
      }
    });
    return 'check the doors with innermost verify-security.';
  },
});

async function liveThrough(
  url: string,
  checks: Invocation['checks'],
  administrator: Session,
  account: User,
): Promise<void> {
  const { client } = administrator;
  const password = randomPassword();
  await checks.must('activate', 'The administrator activates it and sets its password', async () => {
    await setActive(client, account, true);
    await client.call(changePassword, { params: { user_id: account.id }, body: { new_password: password } });
  });
  const session = await checks.must('user_sign_in', 'It signs in', () =>
    signIn(url, { user: reservedUsername, password }),
  );
  await checks.check('user_post', 'It posts, reads and deletes its message', async () => {
    const post = await postToSelf(session, 'A message from innermost verify-user.');
    await session.client.call(getPost, { params: { post_id: post.id } });
    await removePost(session, post);
  });
  await checks.must('deactivate', 'The administrator deactivates it', () => setActive(client, account, false));
  await checks.check('session_ended', 'Its session has ended', () =>
    expectRefusal(() => session.client.call(getUser, { params: { user_id: 'me' } }), 'The old session still works.'),
  );
  await checks.check('sign_in_refused', 'It can no longer sign in', () =>
    expectRefusal(async () => signOut(await signIn(url, { user: reservedUsername, password })), 'It signed in again.'),
  );
}

/** Passes when the server answers 401, and for no other reason. */
async function expectRefusal(attempt: () => Promise<unknown>, otherwise: string): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    // signIn turns a 401 into a CheckFailure.
    if (error instanceof CheckFailure || (error instanceof ApiError && error.status === 401)) return;
    throw error;
  }
  throw new CheckFailure(otherwise, 'Do not rely on deactivation until this is explained; end the sessions by hand.');
}
