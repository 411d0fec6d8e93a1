import { getCapabilities } from '@innermost/protocol/system.ts';
import { getUser, login, patchUser } from '@innermost/protocol/users.ts';
import { CheckFailure, type Checks } from '../checks.ts';
import { randomPassword } from '../reserved-account.ts';
import type { Credentials } from '../credentials.ts';
import type { Session } from '../session.ts';
import { apiHeaderFaults, cookieFaults, leaksIn, pageHeaderFaults } from './answer-faults.ts';
import { ask, type RawAnswer } from './ask.ts';

const json = { 'Content-Type': 'application/json' };

/** Errors, headers and cookies. The sign-in comes last: it resets what the wrong passwords before it counted up. */
export async function checkAnswers(
  url: string,
  checks: Checks,
  session: Session,
  administrator: Credentials,
): Promise<void> {
  await checks.check('no_hints', 'A wrong password and an unknown name are answered alike', () =>
    checkSameRefusal(url, administrator),
  );
  await checks.check('errors', 'Errors say nothing about the inside of the server', async (say) =>
    say(await checkErrors(url, session)),
  );
  await checks.check('api_headers', 'The headers of the API are right', async () => {
    const answer = await ask(session.client.url(getCapabilities), { headers: { Origin: 'https://elsewhere.example' } });
    refuse(apiHeaderFaults(answer.headers));
  });
  await checks.check('page_headers', 'The headers of the web client are right', async () => {
    const page = await ask(`${url}/`, { headers: { Accept: 'text/html' } });
    if (page.status !== 200)
      throw new CheckFailure(`the page answers ${page.status}`, 'Build the web client: npm run build.');
    refuse(pageHeaderFaults(page.headers), 'Where a proxy is in front, let it pass the headers on unchanged.');
  });
  await checkCookies(url, checks, session, administrator);
}

async function checkCookies(
  url: string,
  checks: Checks,
  session: Session,
  { user, password }: Credentials,
): Promise<void> {
  const answer = await ask(session.client.url(login), {
    method: 'POST',
    headers: { ...json, 'X-Requested-With': 'XMLHttpRequest' },
    body: JSON.stringify({ login_id: user, password }),
  });
  const token = answer.headers.get('Token') ?? '';
  try {
    await checks.check('cookies', 'The cookies of a session are right', async () => {
      const faults = cookieFaults(answer.headers.getSetCookie(), url.startsWith('https:'));
      refuse(
        faults,
        faults.some((fault) => fault.endsWith('not Secure'))
          ? 'Let the proxy send X-Forwarded-Proto, and name the proxy in InnermostSettings.TrustedProxies.'
          : '',
      );
    });
    await checks.check('forged_request', 'Another site cannot act with a visitor’s cookies', async () => {
      const Cookie = `MMAUTHTOKEN=${token}`;
      const read = await ask(session.client.url(getUser, { params: { user_id: 'me' } }), { headers: { Cookie } });
      if (read.status !== 200) throw new CheckFailure(`the cookie of the session is not accepted (${read.status})`);
      const forged = await ask(session.client.url(patchUser, { params: { user_id: 'me' } }), {
        method: 'PUT',
        headers: { ...json, Cookie, Origin: 'https://elsewhere.example' },
        body: '{}',
      });
      if (forged.status !== 401) throw new CheckFailure(`a write without the CSRF token is answered ${forged.status}`);
    });
  } finally {
    await ask(`${url}/api/v4/users/logout`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  }
}

async function checkSameRefusal(url: string, { user }: Credentials): Promise<void> {
  const signInAs = (login_id: string): Promise<RawAnswer> =>
    ask(`${url}${login.path}`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ login_id, password: randomPassword() }),
    });
  const known = await signInAs(user);
  const unknown = await signInAs(`nobody-${randomPassword().slice(0, 8).toLowerCase()}`);
  if (known.status !== 401) throw new CheckFailure(`a wrong password is answered ${known.status}`);
  if (known.status === unknown.status && known.errorId === unknown.errorId) return;
  throw new CheckFailure(`${known.errorId} for a wrong password, ${unknown.errorId} for an unknown name`);
}

/** Provokes errors with and without a session, and reads them as an attacker would. */
async function checkErrors(url: string, { client }: Session): Promise<string> {
  const session = { Authorization: `Bearer ${client.token ?? ''}` };
  const post = (body: string, headers = {}) => ({ method: 'POST', headers: { ...json, ...headers }, body });
  const provocations: readonly [path: string, init?: RequestInit][] = [
    ['/api/v4/no/such/thing'],
    [login.path, post('{"login_id": ')],
    [login.path, post('{"login_id": "a\\u0000b", "password": "x\\u0000y"}')],
    [login.path, post('{"login_id": {"a": 1}, "password": [1]}')],
    [`/api/v4/posts/${encodeURIComponent(`';--`)}`, { headers: session }],
    ['/api/v4/users?per_page=-1&in_team=%00', { headers: session }],
    ['/api/v4/users/username/%00%ff', { headers: session }],
    ['/api/v4/posts', post('{"channel_id": 7, "message": {}}', session)],
    ['/api/v4/posts', post('[]', session)],
    ['/hooks/nothing', post('{broken')],
    ['/%2e%2e/%2e%2e/etc/passwd'],
  ];
  const faults: string[] = [];
  for (const [path, init] of provocations) {
    const answer = await ask(url + path, init);
    // Whoever builds a sender is told why it is refused.
    const mayTell = path.startsWith('/hooks/');
    const what = [...leaksIn(answer.text), ...(!mayTell && hasDetails(answer.text) ? ['a detailed error'] : [])];
    if (what.length > 0) faults.push(`${init?.method ?? 'GET'} ${path} shows ${what.join(', ')}`);
    if (answer.status >= 500 && answer.status !== 501)
      faults.push(`${init?.method ?? 'GET'} ${path} → ${answer.status}`);
  }
  refuse(faults, 'If ServiceSettings.EnableDeveloper is on, switch it off.');
  return `${provocations.length} provoked`;
}

function hasDetails(text: string): boolean {
  try {
    return Boolean((JSON.parse(text) as { detailed_error?: unknown }).detailed_error);
  } catch {
    return false;
  }
}

function refuse(faults: readonly string[], remedy = ''): void {
  if (faults.length > 0) throw new CheckFailure(faults.join('; '), remedy);
}
