import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

let now = Date.now();
let elapsed = 0;
const server = await startServer({ clock: { now: () => now, elapsed: () => elapsed } });

const attempt = (path: string) =>
  fetch(`${server.url}/api/v4/${path}`, { method: 'POST', body: '{"login_id":"x"}' }).then(async (response) => ({
    status: response.status,
    wait: response.headers.get('Retry-After'),
    body: (await response.json()) as { id: string },
  }));

test.each([
  ['users/login', 'api.user.login.blank_pwd.app_error'],
  ['users', 'model.user.is_valid.email.app_error'],
])('one address may send only so many requests to %s', async (path, usual) => {
  for (let count = 0; count < 100; count++) expect((await attempt(path)).body.id).toBe(usual);
  elapsed += 4_000;
  const refused = await attempt(path);
  expect(refused).toMatchObject({ status: 429, wait: '6', body: { id: 'api.context.rate_limit.app_error' } });
  // Somebody corrects the time of day: nobody waits for longer because of that.
  now -= 24 * 3_600_000;
  elapsed += 6_000;
  expect((await attempt(path)).body.id).toBe(usual);
});
