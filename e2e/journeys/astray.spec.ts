// Addresses: whatever link an official client, a mail or a person made leads to what it means, or says that nothing is
// there. No address shows a skeleton for ever.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { createChannel, createDirectChannel, type Channel } from '@innermost/protocol/channels.ts';
import { createPost, type Post } from '@innermost/protocol/posts.ts';
import { createTeam } from '@innermost/protocol/teams.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
let post: Post;
let reply: Post;
let direct: Channel;
let notMine: Post;
let open: Channel;
const nobody = 'a'.repeat(26);

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
  const { ann, bob, channel, team } = scene;
  post = await bob.client.call(createPost, { body: { channel_id: channel.id, message: 'find me' } });
  reply = await bob.client.call(createPost, {
    body: { channel_id: channel.id, root_id: post.id, message: 'in reply' },
  });
  direct = await ann.client.call(createDirectChannel, { body: [ann.user.id, bob.user.id] });
  await bob.client.call(createPost, { body: { channel_id: direct.id, message: 'between us' } });
  const secret = await ann.client.call(createChannel, {
    body: { team_id: team.id, name: 'secret', display_name: 'Secret', type: 'P' },
  });
  notMine = await ann.client.call(createPost, { body: { channel_id: secret.id, message: 'not for Bob' } });
  open = await bob.client.call(createChannel, {
    body: { team_id: team.id, name: 'open-one', display_name: 'Open one', type: 'O' },
  });
  await ann.client.call(createTeam, { body: { name: 'second', display_name: 'Second', type: 'O' } });
});
test.afterAll(() => server.dispose());

async function signedInAt(browser: Browser, path: string, name = 'ann'): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  await page.getByLabel('Email or username').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Email or username')).toBeHidden();
  return page;
}

const title = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const noSkeleton = (page: Page) => expect(page.locator('[aria-busy="true"]')).toHaveCount(0);

test('every form of a link to a channel, a conversation or a message leads there', async ({ browser }) => {
  test.slow();
  const page = await signedInAt(browser, '/harbour/channels/ci-cd');
  const { channel, bob } = scene;
  const room = /\/harbour\/channels\/ci-cd(\?at=\w+)?$/;
  const talk = /\/harbour\/messages\/@bob$/;
  const cases: [path: string, url: RegExp, shows: string][] = [
    ['/HARBOUR/Channels/CI-CD', room, 'find me'],
    [`/harbour/channels/${channel.id}`, room, 'find me'],
    [`/second/channels/${channel.id}`, room, 'find me'],
    [`/harbour/channels/ci-cd/${post.id}`, room, 'find me'],
    [`/harbour/pl/${post.id}`, room, 'find me'],
    [`/Harbour/PL/${post.id}/`, room, 'find me'],
    [`/second/pl/${post.id}`, room, 'find me'],
    [`/_redirect/pl/${post.id}`, room, 'find me'],
    [`/pl/${post.id}`, room, 'find me'],
    [`/harbour/pl/${reply.id}`, /\?thread=/, 'in reply'],
    [`/harbour/threads/${post.id}`, /\/harbour\/threads\?thread=/, 'in reply'],
    ['/harbour/messages/@Bob', talk, 'between us'],
    ['/harbour/messages/bob@example.com', talk, 'between us'],
    [`/harbour/messages/${bob.user.id}`, talk, 'between us'],
    [`/harbour/messages/${direct.id}`, talk, 'between us'],
    [`/harbour/messages/${direct.name}`, talk, 'between us'],
    [`/harbour/channels/${direct.name}`, talk, 'between us'],
    [`/harbour/channels/${direct.id}`, talk, 'between us'],
    ['/_redirect/messages/@bob', talk, 'between us'],
    ['/login?redirect_to=%2Fharbour%2Fmessages%2F%40bob', talk, 'between us'],
    ['/landing#/harbour/messages/@bob', talk, 'between us'],
  ];
  for (const [path, url, shows] of cases) {
    await page.goto(server.url + path);
    await expect(page.getByText(shows, { exact: true }).last(), path).toBeVisible();
    await expect(page, path).toHaveURL(url);
  }
});

test('what is not there, or not for me, is said', async ({ browser }) => {
  test.slow();
  const page = await signedInAt(browser, '/harbour/channels/ci-cd', 'bob');
  const cases: [path: string, title: string, text: RegExp][] = [
    ['/harbour/channels/nowhere', 'Nothing here', /#nowhere does not exist in Harbour/],
    ['/harbour/channels/secret', 'Nothing here', /#secret does not exist in Harbour/],
    [`/harbour/channels/${nobody}`, 'Nothing here', /does not exist/],
    ['/harbour/messages/@eve', 'Nothing here', /nobody called @eve/],
    [`/harbour/messages/${nobody}`, 'Nothing here', /does not exist/],
    [`/harbour/messages/${nobody}__${'b'.repeat(26)}`, 'Nothing here', /does not exist/],
    ['/harbour/messages/0123456789abcdef0123456789abcdef01234567', 'Nothing here', /does not exist/],
    [`/harbour/pl/${nobody}`, 'This message is gone', /deleted/],
    ['/harbour/pl/short', 'This message is gone', /deleted/],
    [`/harbour/pl/${notMine.id}`, 'This message is gone', /deleted/],
    [`/harbour/channels/ci-cd/${nobody}`, 'This message is gone', /deleted/],
    ['/harbour/drafts', 'Nothing here', /no page/],
    ['/harbour/nonsense/at/all', 'Nothing here', /no page/],
    ['/elsewhere/channels/town-square', 'Nothing here', /no team at \/elsewhere/],
    [`/elsewhere/pl/${post.id}`, 'Nothing here', /no team at \/elsewhere/],
    ['/admin_console/environment/web_server', 'Nothing here', /administrators/],
    ['/reset_password_complete?token=abc', 'You are signed in', /Settings/],
    ['/do_verify_email?token=abc', 'Nothing to confirm', /no confirmation/],
    ['/signup_user_complete/?id=abc', 'This link does not work', /replaced/],
    [`/harbour/channels/${notMine.channel_id}`, 'Nothing here', /does not exist/],
    ['/select_team', 'Choose a team', /Harbour/],
    ['/%E0%A4%A', 'Nothing here', /no team/],
  ];
  for (const [path, heading, text] of cases) {
    await page.goto(server.url + path);
    await expect(title(page, heading).first(), path).toBeVisible();
    await expect(page.getByText(text).first(), path).toBeVisible();
    await noSkeleton(page);
  }
  await page.goto(`${server.url}/harbour/threads/${nobody}`);
  await expect(page.getByText('This thread is gone')).toBeVisible();
  await noSkeleton(page);
});

test('an open channel is joined on the way to it, and to a message in it', async ({ browser }) => {
  const { bob } = scene;
  const there = await bob.client.call(createPost, { body: { channel_id: open.id, message: 'come in' } });
  const page = await signedInAt(browser, `/harbour/pl/${there.id}`);
  await expect(title(page, 'You are not in #Open one')).toBeVisible();
  await page.getByRole('button', { name: 'Join channel' }).click();
  await expect(page.getByText('come in', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/harbour\/channels\/open-one/);
});

test('an administrator is told what is done in place of administration, and may join what is private', async ({
  browser,
}) => {
  const page = await signedInAt(browser, '/harbour/channels/ci-cd');
  await page.goto(`${server.url}/admin_console/users`);
  await expect(title(page, 'Administration has no page here yet')).toBeVisible();
  const { ann, bob, team } = scene;
  const body = { team_id: team.id, name: 'hidden', display_name: 'Hidden', type: 'P' as const };
  await bob.client.call(createChannel, { body });
  await page.goto(`${server.url}/harbour/channels/hidden`);
  await expect(page.getByText(/It is private. As an administrator/)).toBeVisible();
  await page.getByRole('button', { name: 'Join channel' }).click();
  await expect(page.getByRole('combobox', { name: 'Message #Hidden' })).toBeVisible();
  expect(ann.user.roles).toContain('system_admin');
});

test('a conversation that does not exist yet is begun by its address', async ({ browser }) => {
  const page = await signedInAt(browser, '/harbour/messages/@ann');
  await expect(page.getByRole('combobox', { name: /^Message ann/ })).toBeVisible();
  await noSkeleton(page);
});

test('signed out, links ask to sign in first, and mails that mean nothing here say so', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  for (const [path, heading] of [
    ['/reset_password_complete?token=abc', 'This link does not work here'],
    ['/reset_password', 'This link does not work here'],
    ['/do_verify_email?token=abc&email=a%40b', 'Nothing to confirm'],
    ['/signup_user_complete/?id=abc', 'This link does not work'],
    ['/admin_console', 'Nothing here'],
    ['/select_team', 'Welcome back'],
    [`/_redirect/pl/${post.id}`, 'Welcome back'],
    ['/harbour/channels/ci-cd', 'Welcome back'],
    ['/elsewhere', 'Welcome back'],
    ['/login', 'Welcome back'],
  ] as const) {
    await page.goto(server.url + path);
    await expect(title(page, heading), path).toBeVisible();
  }
  await page.goto(`${server.url}/login?redirect_to=${encodeURIComponent(`/harbour/pl/${post.id}`)}`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('find me', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/harbour\/channels\/ci-cd/);
});
