import { expect, test } from 'vitest';
import { isOnNetwork, type Endpoint } from '../../endpoint/endpoint.ts';
import { endpoints as all } from '../../registry.ts';
import { startServer } from '../start-server.ts';
import { bodyOf } from './bodies.ts';
import { callIn, worldFor } from './calls.ts';
import { callers, type Caller } from './world.ts';

const endpoints = all.filter(isOnNetwork);
const server = await startServer({ config: { RateLimitSettings: { Enable: false } } });

const introduction = `# Who gets what answer

Written by \`npm run generate\` and compared by \`access-matrix.test.ts\`. Every endpoint is called on a private channel
of a private team, and on one of its members: by nobody, by a guest, a user and a bot who are not in that team, by a
member and an administrator of the team who are not in the channel, by a guest, a member and an administrator of the
channel, and by a system administrator. Each call finds a world of its own, so that none changes the next. Where a call
is about another kind of place (a group channel, an archived one, an open team) or about the caller's own post, it finds
that.
`;

test('everybody gets the answers in the table, nobody an unexpected failure or what is secret from him', async () => {
  const rows: string[] = [];
  const neverDone: string[] = [];
  for (const endpoint of inOrder(endpoints)) {
    // The administrator last and alone: what he may do to everybody must not meet the others.
    const others = callers.filter((caller) => caller !== 'admin');
    const statuses = await Promise.all(others.map((caller) => statusFor(endpoint, caller)));
    statuses.push(await statusFor(endpoint, 'admin'));
    if (!statuses.some((status) => status < 300)) neverDone.push(endpoint.route.path);
    rows.push(`| ${[endpoint.route.method, `\`${endpoint.route.path}\``, ...statuses].join(' | ')} |`);
  }
  // Nobody's password is known to be right.
  expect(neverDone).toEqual(['/api/v4/users/login']);
  const head = `| Method | Path | ${callers.join(' | ')} |\n|${' --- |'.repeat(callers.length + 2)}`;
  await expect(`${introduction}\n${head}\n${rows.join('\n')}\n`).toMatchFileSnapshot('access-matrix.md');
}, 240_000);

test('without a session only what is open to anyone answers', async () => {
  for (const endpoint of endpoints) {
    if (!endpoint.declaration.access.needsSession) continue;
    expect(await statusFor(endpoint, 'nobody'), endpoint.route.path).toBe(401);
  }
});

test('what is for local sockets only is unknown on the network, to administrators too', async () => {
  const hidden = all.filter((endpoint) => !isOnNetwork(endpoint));
  expect(hidden.length).toBeGreaterThan(0);
  for (const endpoint of hidden)
    for (const caller of ['nobody', 'member', 'admin'] as const) {
      const { method, path } = endpoint.route;
      const world = await worldFor(server, endpoint, caller);
      const { status, text } = await callIn(server, endpoint, world, bodyOf(endpoint, world));
      const said = [status, (JSON.parse(text) as { id: string }).id];
      expect(said, `${method} ${path} by ${caller}`).toEqual([404, 'api.context.404.app_error']);
    }
});

async function statusFor(endpoint: Endpoint, caller: Caller): Promise<number> {
  const { method, path } = endpoint.route;
  const world = await worldFor(server, endpoint, caller);
  const { status, text } = await callIn(server, endpoint, world, bodyOf(endpoint, world));
  const where = `${method} ${path} by ${caller}`;
  expect(status === 500 ? text : '', where).toBe('');
  for (const secret of world.secrets) expect(text, where).not.toContain(secret);
  return status;
}

const inOrder = (some: readonly Endpoint[]): Endpoint[] =>
  some.toSorted(({ route: a }, { route: b }) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
