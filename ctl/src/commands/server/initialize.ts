import { ApiError } from '@innermost/client/errors.ts';
import { createClient, type Client } from '@innermost/client/http.ts';
import {
  getCapabilities,
  getConfig,
  getConfigEnvironment,
  patchConfig,
  type Capabilities,
} from '@innermost/protocol/system.ts';
import { createUser } from '@innermost/protocol/users.ts';
import { CheckFailure, type Checks } from '../../checks.ts';
import { command } from '../../command.ts';
import { defaultPassword, weaknessOf, type Credentials } from '../../credentials.ts';
import { asAdministrator, reachServer } from '../../session.ts';
import { closingPatch, contradictions, stillOpen, type Config, type LockedKeys } from './closed-settings.ts';

export const initialize = command('initialize', {
  summary: 'create the first administrator, then close the door to everybody else',
  about:
    'Creates the first account, which becomes the system administrator, or signs in as an existing one. Then switches\n' +
    'off user creation and the open server, and records that it was done. Running it again changes nothing. Beside the\n' +
    'server it needs a name and a password only to create that account; elsewhere a fresh server also asks for the\n' +
    'setup token, which is in the second line that it prints when it starts.',
  flags: {
    email: { value: '<address>', text: 'of a new administrator; default MM_EMAIL or <user>@localhost' },
    'setup-token': { value: '<token>', text: 'of a fresh server elsewhere; default INNERMOST_SETUP_TOKEN' },
  },
  besideServer: true,
  async run({ url, beside, flags, env, checks, credentials }) {
    const stranger = beside ?? createClient({ url });
    const found = await checks.must('reachable', 'The server answers', async (say) => {
      await reachServer(url, stranger);
      const capabilities = await capabilitiesOf(stranger);
      say(`Innermost ${capabilities.version}`);
      return capabilities;
    });
    if (beside && found.has_accounts) await closeDoors(beside, checks);
    else {
      const administrator = await credentials();
      await checks.must('password', 'The password is fit for an administrator', async () =>
        refuseWeak(administrator, !found.has_accounts),
      );
      if (!found.has_accounts) {
        const email = flags['email'] ?? env['MM_EMAIL'];
        const setupToken = flags['setup-token'] ?? env['INNERMOST_SETUP_TOKEN'];
        await checks.must('first_administrator', 'The first administrator is created', async (say) =>
          say(await createFirst(stranger, administrator, { email, setupToken })),
        );
      }
      if (beside) await closeDoors(beside, checks);
      else await asAdministrator(url, checks, administrator, ({ client }) => closeDoors(client, checks));
    }
    return 'prove it with innermost verify-security. From now on only an administrator creates accounts.';
  },
});

async function closeDoors(client: Client, checks: Checks): Promise<void> {
  const { config, locked } = await checks.must('environment', 'The environment does not contradict this', () =>
    settingsToClose(client),
  );
  await checks.must('closed', 'User creation and the open server are switched off', async (say) =>
    say(await close(client, config, locked)),
  );
}

async function capabilitiesOf(client: Client): Promise<Capabilities> {
  try {
    return await client.call(getCapabilities);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 401)) throw error;
    throw new CheckFailure('This is a chat server, but not Innermost.', 'Give the address of an Innermost server.');
  }
}

/** An existing account is only held to the default password: a weak one must not keep the door open. */
function refuseWeak(credentials: Credentials, isNew: boolean): void {
  const weakness = weaknessOf(credentials);
  if (!weakness || (!isNew && credentials.password !== defaultPassword)) return;
  const remedy = isNew
    ? 'Set MM_PASSWORD to a longer, random one; a password manager can make it.'
    : 'Sign in to the web client, change it in the settings, and run this again with the new one.';
  throw new CheckFailure(`the password ${weakness}`, remedy);
}

interface FirstAccount {
  email: string | undefined;
  setupToken: string | undefined;
}

async function createFirst(
  client: Client,
  { user, password }: Credentials,
  { email, setupToken }: FirstAccount,
): Promise<string> {
  const username = (user.split('@')[0] ?? '').toLowerCase();
  const address = email || (user.includes('@') ? user : `${username}@localhost`);
  try {
    const body = { username, email: address, password };
    const headers = setupToken ? { 'X-Setup-Token': setupToken } : {};
    const created = await client.call(createUser, { body, headers });
    return `${created.username}, ${created.email}`;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 501) {
      throw new CheckFailure(
        'User creation is switched off, and that holds for the first account too.',
        'Start the server once with MM_TEAMSETTINGS_ENABLEUSERCREATION=true and MM_EMAILSETTINGS_ENABLESIGNUPWITHEMAIL=true, ' +
          'run this, then start it without them.',
      );
    }
    if (error.status === 403) throw await whyRefused(client, setupToken);
    throw error;
  }
}

async function whyRefused(client: Client, setupToken: string | undefined): Promise<CheckFailure> {
  const { has_accounts } = await capabilitiesOf(client);
  if (has_accounts) return new CheckFailure('Somebody else created the first account at this moment.');
  const line = 'the line "Create the first account at …/#setup=<token>" that the server printed when it started last';
  return setupToken
    ? new CheckFailure('The setup token is not that of this server.', `Take it from ${line}.`)
    : new CheckFailure('The server asks for its setup token.', `Give it with --setup-token; it is in ${line}.`);
}

async function settingsToClose(client: Client): Promise<{ config: Config; locked: LockedKeys }> {
  const config = await client.call(getConfig);
  const locked = await client.call(getConfigEnvironment);
  const variables = contradictions(config, locked);
  if (variables.length === 0) return { config, locked };
  const [keep, them] = variables.length > 1 ? ['keep', 'them'] : ['keeps', 'it'];
  throw new CheckFailure(
    `${variables.join(' and ')} in the server's environment ${keep} the door open.`,
    `Remove ${them} from the server's environment, restart the server, and run this again.`,
  );
}

async function close(client: Client, config: Config, locked: LockedKeys): Promise<string> {
  const initializedAt = Number(config['InnermostSettings']?.['InitializedAt'] ?? 0);
  const patch = closingPatch(locked);
  if (initializedAt === 0) patch['InnermostSettings'] = { InitializedAt: Date.now() };
  await client.call(patchConfig, { body: patch });

  const after = await client.call(getConfig);
  const open = stillOpen(after).map(({ section, key }) => `${section}.${key}`);
  if (open.length > 0) throw new CheckFailure(`The server accepted the change, but not for ${open.join(' and ')}.`);
  const doneAt = Number(after['InnermostSettings']?.['InitializedAt'] ?? 0);
  if (doneAt === 0) throw new CheckFailure('The server did not record that it was initialized.');
  const when = new Date(doneAt).toISOString();
  return initializedAt > 0 ? `as they have been since ${when}` : `recorded at ${when}`;
}
