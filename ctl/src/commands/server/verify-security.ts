import { createClient } from '@innermost/client/http.ts';
import { getClientConfig, getConfig, ping } from '@innermost/protocol/system.ts';
import { CheckFailure, type Checks } from '../../checks.ts';
import { command } from '../../command.ts';
import { weaknessOf, type Credentials } from '../../credentials.ts';
import { findReservedAccount, setActive } from '../../reserved-account.ts';
import { postToSelf, removePost } from '../../self-message.ts';
import { asAdministrator, reachServer, type Session } from '../../session.ts';
import { checkAnswers } from '../../security/check-answers.ts';
import { checkHooks } from '../../security/check-hooks.ts';
import { checkRegistration, checkAdministratorCreates } from '../../security/check-registration.ts';
import { strangerConfigFaults } from '../../security/stranger-config.ts';
import { weaknessesOf } from '../../security/weak-settings.ts';
import { eavesdrop, judgeStranger, upgradeFrom } from '../../security/stranger-socket.ts';
import { tryToRead } from '../../security/stranger-reads.ts';

/** The server closes a stranger's socket after 5 s; the rest is for slow networks. */
const strangerPatienceMs = 9_000;

export const verifySecurity = command('verify-security', {
  summary: 'check from outside that nobody gets in or sees anything',
  about:
    'Tries, as a stranger would: to register, to read every route without a session, to listen on the socket, to act\n' +
    'from another site. Looks at cookies, headers and the texts of errors, and whether the administrator can still\n' +
    'create accounts. Leaves nothing behind but the deactivated account innermost-verify.',
  flags: {},
  async run({ url, checks, credentials }) {
    await checks.must('reachable', 'The server answers', () => reachServer(url));
    const administrator = await credentials();
    await asAdministrator(url, checks, administrator, async (session) => {
      await checkDoors(url, checks, session, administrator);
      await checkAnswers(url, checks, session, administrator);
      await checkSockets(url, checks, session);
      await checkHooks(checks, session);
    });
    return 'keep it so: run this again after every change of the configuration, the proxy or the network.';
  },
});

async function checkDoors(url: string, checks: Checks, session: Session, administrator: Credentials): Promise<void> {
  await checkRegistration(checks, session);
  await checks.check('not_open', 'The server is not open', async () => {
    const config = await createClient({ url }).call(getClientConfig, { query: { format: 'old' } });
    const open = ['EnableOpenServer', 'EnableUserCreation'].filter((key) => config[key] !== 'false');
    if (open.length === 0) return;
    throw new CheckFailure(
      `${open.map((key) => `TeamSettings.${key}`).join(' and ')} not false`,
      'Run innermost initialize.',
    );
  });
  await checks.check('administrator_creates', 'The administrator can still create accounts', (say) =>
    checkAdministratorCreates(session, say),
  );
  await checks.check('password', 'The administrator does not have a common or weak password', async () => {
    const weakness = weaknessOf(administrator);
    if (weakness) throw new CheckFailure(`it ${weakness}`, 'Change it now, in the settings of the web client.');
  });
  await checks.check('proxy', 'Nobody but trusted proxies says where requests come from', async () => {
    const { untrusted_proxy: found } = await session.client.call(ping, { query: { get_server_status: true } });
    if (!found) return;
    throw new CheckFailure(
      `${found.address} sends ${found.header} and is no trusted proxy, so everybody behind it counts as one caller`,
      `If it is your proxy, set InnermostSettings.TrustedProxies to ${found.setting}; else let nothing past the proxy reach the server.`,
    );
  });
  await checks.check('weak_settings', 'No setting has a weak value', async () => {
    const weaknesses = weaknessesOf(await session.client.call(getConfig));
    if (weaknesses.length === 0) return;
    throw new CheckFailure(
      weaknesses.map(({ name, why }) => `${name}: ${why}`).join('; '),
      `Set ${weaknesses.map(({ name, instead }) => `${name} to ${instead}`).join(', ')}.`,
    );
  });
  await checks.check('nothing_readable', 'Nothing is readable without a session', async (say) => {
    const { open, refused, notServed } = await tryToRead(url, session.user.id);
    if (open.length > 0) throw new CheckFailure(open.join(', '), 'Report this: no setting opens these routes.');
    if (refused === 0)
      throw new CheckFailure('no route asked for a session', 'Is this the address of the server itself?');
    say(`${refused} routes refused${notServed > 0 ? `, ${notServed} not served` : ''}`);
  });
  await checks.check(
    'stranger_config',
    'A stranger is told no more of the configuration than clients need',
    async (say) => {
      const config = await createClient({ url }).call(getClientConfig, { query: { format: 'old' } });
      const faults = strangerConfigFaults(config);
      if (faults.length > 0) throw new CheckFailure(faults.join('; '), 'Look at what answers at this address.');
      say(`${Object.keys(config).length} keys`);
    },
  );
}

async function checkSockets(url: string, checks: Checks, session: Session): Promise<void> {
  await checks.check('foreign_socket', 'Another site cannot open a socket with a visitor’s cookies', async () => {
    const token = session.client.token ?? '';
    const own = await upgradeFrom(url, undefined, token);
    if (own !== 101) throw new CheckFailure(`even without another site it is answered ${own}`, 'See innermost verify.');
    const foreign = await upgradeFrom(url, 'https://elsewhere.example', token);
    if (foreign === 101) throw new CheckFailure('it opened', 'Look at ServiceSettings.AllowCorsFrom and the proxy.');
  });
  await checks.check('stranger_socket', 'A stranger’s socket hears nothing and is closed', async (say) => {
    say(judgeStranger(await eavesdrop(url, strangerPatienceMs, () => makeNoise(session))));
  });
}

/** Events for one channel and for everybody connected. */
async function makeNoise(session: Session): Promise<void> {
  await removePost(session, await postToSelf(session, 'A message from innermost verify-security.'));
  const account = await findReservedAccount(session.client);
  if (!account) return;
  await setActive(session.client, account, true);
  await setActive(session.client, account, false);
}
