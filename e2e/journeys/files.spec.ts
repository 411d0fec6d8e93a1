// Files from a person to the others: brought by each way, seen on their way, kept through losses, and sent with a message.
import { expect, test, type Browser, type BrowserContextOptions, type Page, type Route } from '@playwright/test';
import { deleteDraft } from '@innermost/protocol/drafts.ts';
import { createPost, getChannelPosts } from '@innermost/protocol/posts.ts';
import { patchConfig } from '@innermost/protocol/system.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { bytesFile, dragOver, drop, dropBytes, paste, pictureFile, textFile, type Brought } from '../support/files.ts';
import { layLine } from '../support/line.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;
const room = '/harbour/channels/ci-cd';
const mebibyte = 1_048_576;

test.beforeAll(async () => {
  server = await startServerProcess();
  scene = await setScene(server.url);
});
test.beforeEach(async () => {
  await scene.ann.client.call(deleteDraft, { params: { user_id: 'me', channel_id: scene.channel.id } });
});
// A page that stays open would go on with what it has not sent, in the next journey.
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
test.afterAll(() => server.dispose());

interface Arrival {
  name?: string;
  path?: string;
  url?: string;
  context?: BrowserContextOptions;
}

async function arrive(browser: Browser, { name = 'ann', path = room, url = server.url, context }: Arrival = {}) {
  const page = await (await browser.newContext(context)).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(url + path);
  await page.getByLabel('Email or username').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(field(page)).toBeVisible();
  return page;
}

const field = (page: Page) => page.getByRole('combobox', { name: /^Message / });
const composer = (page: Page) => page.getByRole('main').locator('[data-region=composer]');
const tray = (page: Page) => composer(page).getByRole('list', { name: 'Attached files' });
const tile = (page: Page, name: string) => tray(page).getByRole('listitem').filter({ hasText: name });
const timeline = (page: Page) => page.getByRole('log', { name: /^Messages in/ });
const article = (page: Page, text: string) => timeline(page).getByRole('article').filter({ hasText: text });
const configure = (FileSettings: Record<string, unknown>) =>
  scene.ann.client.call(patchConfig, { body: { FileSettings } });

/** Names of the files of the newest post that says this. */
async function filesOf(message: string): Promise<string[] | undefined> {
  const { order, posts } = await scene.bob.client.call(getChannelPosts, { params: { channel_id: scene.channel.id } });
  const found = order.map((id) => posts[id]).find((post) => post?.message === message);
  return found && (found.metadata.files ?? []).map(({ name }) => name);
}

async function pickFiles(page: Page, files: readonly Brought[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await composer(page).getByRole('button', { name: 'Attach' }).click();
  await (await chooser).setFiles([...files]);
}

/** As `pickFiles`, until they are in the composer: Enter sends what is there. */
async function attach(page: Page, files: readonly Brought[]): Promise<void> {
  await pickFiles(page, files);
  for (const { name } of files) await expect(tile(page, name)).toBeVisible();
}

/** Uploads stand still until they are let go. */
async function holdUploads(page: Page) {
  const held: Route[] = [];
  const isUpload = /\/api\/v4\/files\?/;
  await page.route(isUpload, (route) => void held.push(route));
  return {
    held,
    letGo: async () => {
      await page.unroute(isUpload);
      await Promise.all(held.map((route) => route.continue().catch(() => undefined)));
    },
  };
}

test('what is pasted as text stays text; a picture is attached, goes without words, and others see it', async ({
  browser,
}) => {
  const page = await arrive(browser);
  const other = await arrive(browser, { name: 'bob' });
  expect(await paste(field(page), [pictureFile()], 'words')).toBe(false);
  expect(await paste(field(page), [], 'words')).toBe(false);
  await expect(tray(page)).toBeHidden();
  expect(await paste(field(page), [pictureFile()])).toBe(true);
  await expect(tray(page).getByRole('listitem')).toHaveCount(1);
  await expect(tray(page).locator('img')).toBeVisible();
  await expect(tray(page).getByRole('button', { name: /^Remove Picture 20\d\d/ })).toBeVisible();
  const before = await timeline(other).getByRole('article').count();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(tray(page)).toBeHidden();
  await expect(timeline(other).getByRole('article')).toHaveCount(before + 1);
  expect(await filesOf('')).toEqual([expect.stringMatching(/^Picture 20\d\d-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/)]);
});

test('files dropped on a channel or a thread are attached there, and nowhere does the browser leave for one', async ({
  browser,
}) => {
  const { channel, bob } = scene;
  const root = await bob.client.call(createPost, { body: { channel_id: channel.id, message: 'a thread' } });
  await bob.client.call(createPost, { body: { channel_id: channel.id, root_id: root.id, message: 'a reply' } });
  const page = await arrive(browser);
  await page.getByRole('button', { name: /1 reply/ }).click();
  const panel = page.getByRole('complementary', { name: 'Thread' });
  await expect(panel.getByRole('combobox')).toBeVisible();
  await dragOver(timeline(page), [textFile('a.txt'), textFile('b.txt')]);
  await expect(page.getByText('Drop 2 files into #CI/CD')).toBeVisible();
  await expect(page.getByText('Up to 10 files, 100 MB each.')).toBeVisible();
  await dragOver(panel.getByRole('log'), [textFile('a.txt')]);
  await expect(page.getByText('Drop 1 file into this thread')).toBeVisible();
  const sidebar = page.getByRole('navigation', { name: 'Harbour: channels' });
  expect(await drop(sidebar, [textFile('beside.txt')])).toBe(true);
  await expect(page.getByText('Drop 1 file into this thread')).toBeHidden();
  expect(await drop(timeline(page), [textFile('a.txt'), textFile('b.txt')])).toBe(true);
  await expect(tray(page).getByRole('listitem')).toHaveText([/a\.txt/, /b\.txt/]);
  expect(await drop(panel.getByRole('log'), [textFile('c.txt')])).toBe(true);
  await expect(panel.getByRole('list', { name: 'Attached files' })).toContainText('c.txt');
  await panel.getByRole('combobox').fill('with c');
  await panel.getByRole('combobox').press('Enter');
  await expect.poll(() => filesOf('with c')).toEqual(['c.txt']);
  // With Shift they are a message of their own, and what is being written stays.
  await field(page).fill('still being written');
  await drop(timeline(page), [textFile('at-once.txt')], { shiftKey: true });
  await expect.poll(() => filesOf('')).toEqual(['at-once.txt']);
  await expect(field(page)).toHaveValue('still being written');
  await expect(tray(page).getByRole('listitem')).toHaveCount(2);
  await field(page).press('Enter');
  await expect.poll(() => filesOf('still being written')).toEqual(['a.txt', 'b.txt']);
});

test('ten picked files go in their order, and that an eleventh does not is said', async ({ browser }) => {
  const page = await arrive(browser);
  const names = Array.from({ length: 12 }, (_, at) => `file-${at}.txt`);
  await pickFiles(
    page,
    names.map((name) => textFile(name)),
  );
  await expect(tray(page).getByRole('listitem')).toHaveCount(10);
  await expect(composer(page).getByRole('alert')).toHaveText('A message holds up to 10 files: 2 were left out.');
  await tile(page, 'file-3').getByRole('button', { name: 'Remove file-3.txt' }).click();
  await expect(field(page)).toBeFocused();
  await expect(composer(page).getByRole('alert')).toBeHidden();
  await field(page).fill('nine files');
  await field(page).press('Enter');
  await expect.poll(() => filesOf('nine files')).toEqual(names.slice(0, 10).filter((_, at) => at !== 3));
});

test('a file that is too large says so before a byte is sent, and stays behind', async ({ browser }) => {
  await configure({ MaxFileSize: mebibyte });
  const page = await arrive(browser);
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  await pickFiles(page, [bytesFile('big.iso', 2 * mebibyte), textFile('small.txt')]);
  await expect(tile(page, 'big.iso')).toContainText('Larger than 1 MB');
  await expect(tile(page, 'big.iso').getByRole('button')).toHaveCount(1);
  await expect(composer(page)).toContainText('Send leaves the failed ones out.');
  await field(page).fill('the small one');
  await field(page).press('Enter');
  await expect.poll(() => filesOf('the small one')).toEqual(['small.txt']);
  await expect(tray(page).getByRole('listitem')).toHaveText([/big\.iso/]);
  expect(sent.filter((path) => /files|uploads/.test(path))).toHaveLength(1);
  await configure({ MaxFileSize: 100 * mebibyte });
});

test('an upload shows how far it is and can be cancelled; one that failed can be tried again', async ({ browser }) => {
  const page = await arrive(browser);
  const { letGo } = await holdUploads(page);
  await pickFiles(page, [bytesFile('slow.bin', mebibyte)]);
  await expect(tile(page, 'slow.bin').getByRole('progressbar')).toBeAttached();
  await expect(composer(page)).toContainText('1 of 1 is still going up. Send waits for it.');
  await tile(page, 'slow.bin').getByRole('button', { name: 'Cancel upload of slow.bin' }).click();
  await expect(tray(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-disabled', 'true');
  await letGo();
  const refusal = { id: 'api.innermost.files.full.app_error', message: 'The store is full.', status_code: 507 };
  await page.route(/\/api\/v4\/files\?/, (route) => route.fulfill({ status: 507, json: refusal }));
  await pickFiles(page, [textFile('again.txt')]);
  await expect(tile(page, 'again.txt')).toContainText('The store is full.');
  await page.unroute(/\/api\/v4\/files\?/);
  await tile(page, 'again.txt').getByRole('button', { name: 'Try again.txt again' }).click();
  await expect(tile(page, 'again.txt')).toContainText('17 B');
  await tile(page, 'again.txt').getByRole('button', { name: 'Remove again.txt' }).click();
  await expect(tray(page)).toBeHidden();
});

test('a message sent while its files go up stands in the channel, and leaves with the last of them', async ({
  browser,
}) => {
  const page = await arrive(browser);
  const { letGo, held } = await holdUploads(page);
  await attach(page, [textFile('one.txt'), textFile('two.txt')]);
  await field(page).fill('on its way');
  await field(page).press('Enter');
  await expect(tray(page)).toBeHidden();
  const waiting = article(page, 'on its way');
  await expect(waiting).toContainText('Goes out when 2 more files are there');
  await expect(waiting.getByRole('listitem')).toHaveText([/one\.txt/, /two\.txt/]);
  // Who writes on is not held up.
  await field(page).fill('meanwhile');
  await field(page).press('Enter');
  await expect.poll(() => filesOf('meanwhile')).toEqual([]);
  expect(await filesOf('on its way')).toBeUndefined();
  await expect.poll(() => held.length).toBe(2);
  await letGo();
  await expect.poll(() => filesOf('on its way')).toEqual(['one.txt', 'two.txt']);
  await expect(waiting).toHaveCount(1);
  await expect(waiting).not.toContainText('Goes out');
});

test('a file that fails after its message was sent is said there, with ways on', async ({ browser }) => {
  const page = await arrive(browser);
  const isUpload = /\/api\/v4\/files\?.*bad/;
  const refusal = { id: 'api.innermost.files.full.app_error', message: 'The store is full.', status_code: 507 };
  const held: Route[] = [];
  await page.route(isUpload, (route) => void held.push(route));
  const send = async (text: string) => {
    await attach(page, [textFile('good.txt'), textFile('bad.txt')]);
    await field(page).fill(text);
    await field(page).press('Enter');
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await held.pop()?.fulfill({ status: 507, json: refusal });
    await expect(article(page, text).getByRole('alert')).toContainText('Not sent: a file failed.');
    await expect(article(page, text)).toContainText('The store is full.');
    return article(page, text);
  };
  await (await send('without it')).getByRole('button', { name: 'Send without it' }).click();
  await expect.poll(() => filesOf('without it')).toEqual(['good.txt']);
  await (await send('back again')).getByRole('button', { name: 'Edit' }).click();
  await expect(field(page)).toHaveValue('back again');
  await expect(tray(page).getByRole('listitem')).toHaveText([/good\.txt/, /bad\.txt/]);
  await page.unroute(isUpload);
  await tile(page, 'bad.txt').getByRole('button', { name: 'Try bad.txt again' }).click();
  await expect(tile(page, 'bad.txt')).toContainText('15 B');
  await field(page).press('Enter');
  await expect.poll(() => filesOf('back again')).toEqual(['good.txt', 'bad.txt']);
});

test('a large file waits for a connection that was lost, and goes on where it was', async ({ browser }) => {
  const line = await layLine(server.url);
  const page = await arrive(browser, { url: line.url });
  const begun: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && begun.push(new URL(request.url()).pathname));
  const firstPiece = page.waitForResponse(
    (response) => /\/uploads\/\w{26}$/.test(response.url()) && response.status() === 204,
  );
  await dropBytes(timeline(page), 'dump.bin', 40 * mebibyte);
  await firstPiece;
  line.cut();
  await expect(tile(page, 'dump.bin')).toContainText('Waiting for the connection');
  await field(page).fill('the dump');
  await field(page).press('Enter');
  line.mend();
  await page
    .getByRole('button', { name: 'Try now' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect.poll(() => filesOf('the dump'), { timeout: 60_000 }).toEqual(['dump.bin']);
  expect(begun.filter((path) => path === '/api/v4/uploads')).toHaveLength(1);
  line.close();
});

test('what a reload would lose is said before it, and what it lost after it', async ({ browser }) => {
  const page = await arrive(browser);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await pickFiles(page, [textFile('kept.txt')]);
  await expect(tile(page, 'kept.txt')).toContainText('16 B');
  await holdUploads(page);
  await pickFiles(page, [textFile('lost.txt')]);
  await expect(tile(page, 'lost.txt').getByRole('progressbar')).toBeAttached();
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await expect(tile(page, 'lost.txt')).toContainText('Lost with the page that sent it');
  await expect(tile(page, 'kept.txt')).toContainText('16 B');
  await tile(page, 'lost.txt').getByRole('button', { name: 'Remove lost.txt' }).click();
  // Of a message that was sent already, too.
  await attach(page, [textFile('under-way.txt')]);
  await field(page).fill('cut off');
  await field(page).press('Enter');
  await expect(article(page, 'cut off')).toContainText('Goes out when 1 more file is there');
  await page.reload();
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
  await expect(article(page, 'cut off').getByRole('alert')).toContainText('a file was lost with the page');
  await article(page, 'cut off').getByRole('button', { name: 'Send without it' }).click();
  await expect.poll(() => filesOf('cut off')).toEqual(['kept.txt']);
  await page.reload();
  expect(asked).toHaveLength(2);
});

test('attached files are a draft: they survive a reload, come to another device, and go from there', async ({
  browser,
}) => {
  const page = await arrive(browser);
  await pickFiles(page, [pictureFile('plan.png'), textFile('notes.txt')]);
  await expect(tile(page, 'notes.txt')).toContainText('17 B');
  const other = await arrive(browser);
  await expect(tray(other).getByRole('listitem')).toHaveText([/plan\.png/, /notes\.txt/]);
  await expect(tray(other).locator('img')).toBeVisible();
  await page.reload();
  await expect(tray(page).getByRole('listitem')).toHaveText([/plan\.png/, /notes\.txt/]);
  await page.getByRole('navigation', { name: 'Harbour: channels' }).getByRole('link', { name: 'Town Square' }).click();
  await expect(page.getByRole('link', { name: /CI\/CD.*\(draft\)/ })).toBeVisible();
  await tile(other, 'plan.png').getByRole('button', { name: 'Remove plan.png' }).click();
  await field(other).fill('from the other device');
  await field(other).press('Enter');
  await expect.poll(() => filesOf('from the other device')).toEqual(['notes.txt']);
  await expect(page.getByRole('link', { name: /CI\/CD.*\(draft\)/ })).toBeHidden();
});

test('another open page of the same person is not told of a loss while this one sends', async ({ browser }) => {
  const page = await arrive(browser);
  const { letGo } = await holdUploads(page);
  await attach(page, [textFile('slowly.txt')]);
  await field(page).fill('not lost');
  await field(page).press('Enter');
  await expect(article(page, 'not lost')).toContainText('Goes out when 1 more file is there');
  const second = await page.context().newPage();
  await second.goto(server.url + room);
  await expect(field(second)).toBeVisible();
  await expect(article(second, 'not lost')).toHaveCount(0);
  await letGo();
  await expect(article(second, 'not lost')).toHaveCount(1);
  await expect.poll(() => filesOf('not lost')).toEqual(['slowly.txt']);
});

test('an edit takes files out and adds others; what nobody touched stays', async ({ browser }) => {
  const page = await arrive(browser);
  await attach(page, [textFile('first.txt'), textFile('second.txt')]);
  await field(page).fill('with two');
  await field(page).press('Enter');
  await expect.poll(() => filesOf('with two')).toEqual(['first.txt', 'second.txt']);
  await field(page).press('ArrowUp');
  const edited = page.getByRole('textbox', { name: 'Edit message' });
  const box = page.locator('.edit-box');
  await edited.fill('with two, reworded');
  await edited.press('Enter');
  await expect.poll(() => filesOf('with two, reworded')).toEqual(['first.txt', 'second.txt']);
  await field(page).press('ArrowUp');
  await box.getByRole('button', { name: 'Remove first.txt' }).click();
  const { held, letGo } = await holdUploads(page);
  await paste(edited, [textFile('third.txt')]);
  await expect(box).toContainText('1 of 2 is still going up. Save waits for it.');
  // Files alone are enough.
  await edited.fill('');
  await edited.press('Enter');
  await expect.poll(() => held.length).toBe(1);
  await expect(edited).toBeVisible();
  await letGo();
  await expect.poll(() => filesOf('')).toEqual(['second.txt', 'third.txt']);
  await expect(edited).toBeHidden();
  // Given up, nothing is changed.
  await field(page).press('ArrowUp');
  await box.getByRole('button', { name: 'Remove second.txt' }).click();
  await edited.press('Escape');
  await field(page).press('ArrowUp');
  await expect(box.getByRole('listitem')).toHaveText([/second\.txt/, /third\.txt/]);
  expect(await filesOf('')).toEqual(['second.txt', 'third.txt']);
});

test('where files are switched off there is no button, and who brings one hears why', async ({ browser }) => {
  const page = await arrive(browser);
  const attach = composer(page).getByRole('button', { name: 'Attach' });
  await expect(attach).toBeVisible();
  await configure({ EnableFileAttachments: false });
  await expect(attach).toBeHidden();
  await paste(field(page), [pictureFile()]);
  await expect(composer(page).getByRole('alert')).toHaveText('Files are switched off on this server.');
  await dragOver(timeline(page), [textFile('a.txt')]);
  await expect(page.getByRole('heading', { name: 'Files are switched off on this server.' })).toBeVisible();
  await configure({ EnableFileAttachments: true });
  await expect(attach).toBeVisible();
});

test('on a phone they come from the camera, the pictures or the files', async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await arrive(browser, { context: phone });
  await field(page).click();
  await composer(page).getByRole('button', { name: 'Attach' }).click();
  const sheet = page.getByRole('dialog', { name: 'Attach' });
  for (const name of ['Camera', 'Photos and videos', 'File'])
    await expect(sheet.getByText(name, { exact: true })).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await sheet.getByRole('button', { name: 'Photos and videos' }).click();
  await (await chooser).setFiles([pictureFile('rack.png')]);
  await expect(sheet).toBeHidden();
  await expect(tile(page, 'rack.png')).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => filesOf('')).toEqual(['rack.png']);
});
