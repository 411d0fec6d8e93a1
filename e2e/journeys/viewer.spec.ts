// Files in messages: how they stand before and after they are there, and the viewer that shows one of them large.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { addChannelMember, createChannel } from '@innermost/protocol/channels.ts';
import { deletePost, patchPost } from '@innermost/protocol/posts.ts';
import { startServerProcess, type ServerProcess } from '../../server/src/testing/server-process.ts';
import { emptyZip, log, movingPicture, pdf, picture, postFiles, sendFiles, tone } from '../support/posted-files.ts';
import { password, setScene, type Scene } from '../support/scene.ts';

let server: ServerProcess;
let scene: Scene;

test.beforeAll(async () => {
  server = await startServerProcess({ env: { MM_FILESETTINGS_ENABLEPUBLICLINK: 'true' } });
  scene = await setScene(server.url);
});
test.afterAll(() => server.dispose());

async function annIn(
  browser: Browser,
  options: BrowserContextOptions = {},
  path = '/harbour/channels/ci-cd',
): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  await page.goto(`${server.url}${path}`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

/** Requests that fit wait until they are let through by what it returns. */
async function hold(page: Page, pattern: RegExp): Promise<() => void> {
  let letThrough = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(pattern, async (route) => {
    await waiting;
    await route.continue();
  });
  return letThrough;
}

const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const viewer = (page: Page) => page.locator('dialog.viewer');

test('pictures stand in rows whose room is kept while they load, and more of them are counted', async ({ browser }) => {
  const sizes = [
    [800, 500],
    [300, 400],
    [640, 360],
    [400, 300],
    [480, 300],
    [200, 200],
    [100, 300],
  ] as const;
  const pictures = await Promise.all(sizes.map(([width, height], at) => picture(`graph-${at + 1}.png`, width, height)));
  await postFiles(scene.bob, scene.channel, [...pictures, emptyZip('core-dumps.zip'), pdf('plan.pdf', ['One'])], {
    message: 'here it all is',
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  // What draws files comes when it is let through, and then their contents.
  const drawn = await hold(page, /\/DrawnFiles-[^/]+\.js$/);
  const contents = await hold(page, /\/api\/v4\/files\//);
  await page.goto(`${server.url}/harbour/channels/ci-cd`);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const message = article(page, 'here it all is');
  await expect(message.locator('.mrow > div')).toHaveCount(5);
  await expect(message.getByRole('link', { name: /^graph-/ })).toHaveCount(0);
  const heightOf = async () => (await message.boundingBox())?.height;
  const before = await heightOf();
  drawn();
  await expect(message.getByRole('link', { name: /^graph-/ })).toHaveCount(5);
  expect(await heightOf()).toBe(before);
  contents();
  const first = message.getByRole('link', { name: 'graph-1.png' }).locator('img');
  await expect
    .poll(() => first.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0);
  expect(await heightOf()).toBe(before);
  await expect(message.getByRole('link', { name: 'graph-5.png, and 2 more pictures' })).toContainText('+2');
  await expect(message.getByRole('link', { name: 'core-dumps.zip, Archive · 102 B' })).toBeVisible();
  await expect(message.getByRole('link', { name: /^plan\.pdf, PDF/ })).toBeVisible();
  await context.close();
});

test('the viewer opens at the picture, walks, zooms, and gives the focus back', async ({ browser }) => {
  await postFiles(
    scene.bob,
    scene.channel,
    [await picture('wide.png', 1600, 900), await picture('tall.png', 600, 900), log('move.log', 40)],
    { message: 'three to walk through' },
  );
  const page = await annIn(browser);
  const message = article(page, 'three to walk through');
  await message.getByRole('link', { name: 'wide.png' }).click();
  const open = viewer(page);
  await expect(open.getByRole('heading', { name: 'wide.png' })).toBeVisible();
  await expect(open).toContainText(/bob · Today \d\d:\d\d · #CI\/CD · 1600 × 900 · .+ · 1 of 3/);
  const scale = async () => Number((await open.locator('.pic').getAttribute('data-view'))?.split(' ')[0]);
  const fit = await scale();
  expect(fit).toBeLessThan(1);
  await page.keyboard.press('+');
  await expect.poll(scale).toBeCloseTo(fit * 1.25, 2);
  await page.keyboard.press('1');
  await expect.poll(scale).toBe(1);
  await expect(open.getByText('100 %')).toBeVisible();
  await page.keyboard.press('0');
  await expect.poll(scale).toBe(fit);
  await open.locator('.pic').dblclick();
  await expect.poll(scale).toBe(1);
  await page.mouse.move(640, 300);
  await page.mouse.wheel(0, -200);
  await expect.poll(scale).toBeGreaterThan(1.2);

  await page.keyboard.press('ArrowRight');
  await expect(open.getByRole('heading', { name: 'tall.png' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(open.getByText('22:00:00 step 1 of the move')).toBeVisible();
  await expect(open.getByRole('link', { name: 'move.log', exact: true })).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Escape');
  await expect(open).toHaveCount(0);
  await expect(message.getByRole('link', { name: 'wide.png' })).toBeFocused();
  await page.context().close();
});

test('Back closes the viewer, and its link opens the same file for others', async ({ browser }) => {
  const post = await postFiles(scene.bob, scene.channel, [log('drain.ts', 30)], { message: 'a file with lines' });
  const page = await annIn(browser);
  await article(page, 'a file with lines').getByRole('button', { name: 'Open', exact: true }).click();
  const open = viewer(page);
  await open.getByRole('button', { name: 'Line 9', exact: true }).click();
  await open.getByRole('button', { name: 'Line 13', exact: true }).click({ modifiers: ['Shift'] });
  await expect(open.getByText('Lines 9 to 13 are marked. The link has them too.')).toBeVisible();
  await page.goBack();
  await expect(open).toHaveCount(0);
  await expect(page.getByRole('log')).toBeVisible();

  await page.goto(`${server.url}/harbour/pl/${post.id}?file=${post.file_ids[0]}&lines=9-13`);
  await expect(open.getByText('Lines 9 to 13 are marked. The link has them too.')).toBeVisible();
  await expect(open.locator('.lines .on')).toHaveCount(5);
  await open.getByRole('button', { name: 'Quote lines' }).click();
  await expect(open).toHaveCount(0);
  await expect(article(page, 'a file with lines')).toBeVisible();
  await expect(page.locator('.composer textarea')).toHaveValue(
    /^```ts\n22:00:08 step 9 of the move\n[^]*step 13 of the move\n```\n$/,
  );
  await page.context().close();
});

test('a picture as thin as a hair is seen in the viewer', async ({ browser }) => {
  await postFiles(scene.ann, scene.channel, [await picture('hair.png', 1, 20_000)], { message: 'thin' });
  const page = await annIn(browser);
  await article(page, 'thin').getByRole('link', { name: 'hair.png' }).click();
  await expect.poll(async () => (await viewer(page).locator('.pic').boundingBox())?.width).toBeCloseTo(2, 1);
  await page.context().close();
});

test('an address with a file that no message has says so', async ({ browser }) => {
  const [id] = await sendFiles(scene.ann, scene.channel, [log('loose.log', 3)]);
  const page = await annIn(browser, {}, `/harbour/channels/ci-cd?file=${id}`);
  await expect(viewer(page).getByText('It was uploaded, and no message has it.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toHaveCount(0);
  await page.context().close();
});

test('names of any script are whole, and nothing that could run is shown as what it is', async ({ browser }) => {
  const long = `${'ж'.repeat(120)}.bin`;
  await postFiles(
    scene.bob,
    scene.channel,
    [
      { name: 'تقرير نهائي.dat', content: Buffer.from([0, 1, 2, 3]) },
      { name: '上线计划.zip', content: emptyZip('').content },
      { name: long, content: Buffer.from([0, 9, 9]) },
      {
        name: 'bad.svg',
        content:
          '<svg xmlns="http://www.w3.org/2000/svg"><script>window.ran = true</script><text>hello svg</text></svg>',
      },
    ],
    { message: 'names of all kinds' },
  );
  const page = await annIn(browser);
  const message = article(page, 'names of all kinds');
  for (const name of ['تقرير نهائي.dat', '上线计划.zip', long])
    await expect(message.getByRole('link', { name: new RegExp(`^${name}`) })).toBeVisible();
  await expect(message.locator('svg text')).toHaveCount(0);
  await message.getByRole('link', { name: /^bad\.svg/ }).click();
  await expect(viewer(page).getByText('hello svg')).toBeVisible();
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  await page.context().close();
});

test('a sound plays in its place, and what moves plays at once, or on demand where nothing shall move', async ({
  browser,
}) => {
  await postFiles(scene.bob, scene.channel, [tone('call.wav', 3), await movingPicture('party.gif')], {
    message: 'to hear and see',
  });
  const page = await annIn(browser);
  const message = article(page, 'to hear and see');
  await expect(message.getByText('0:03')).toBeVisible();
  await message.getByRole('button', { name: 'Play call.wav' }).click();
  await expect(message.getByRole('button', { name: 'Pause call.wav' })).toBeVisible();
  await expect(message.getByRole('link', { name: 'party.gif' }).locator('img')).toBeVisible();
  await page.context().close();

  const still = await annIn(browser, { reducedMotion: 'reduce' });
  const calm = article(still, 'to hear and see');
  await expect(calm.getByRole('link', { name: 'party.gif' }).locator('canvas')).toBeVisible();
  await calm.getByRole('button', { name: 'Play party.gif' }).click();
  await expect(calm.getByRole('link', { name: 'party.gif' }).locator('img')).toBeVisible();
  await still.context().close();
});

test('a file that is taken out leaves its message on every screen, and a deleted message takes its files along', async ({
  browser,
}) => {
  const post = await postFiles(scene.ann, scene.channel, [emptyZip('keep.zip'), emptyZip('drop.zip')], {
    message: 'two archives',
  });
  const page = await annIn(browser);
  const message = article(page, 'two archives');
  await message.getByRole('link', { name: /^drop\.zip/ }).hover();
  await message.getByRole('button', { name: 'More about drop.zip' }).click();
  await page.getByRole('menuitem', { name: 'Remove from message' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove file' }).click();
  await expect(message.getByRole('link', { name: /^drop\.zip/ })).toHaveCount(0);
  await expect(message.getByRole('link', { name: /^keep\.zip/ })).toBeVisible();
  await expect(message.getByText('edited')).toBeVisible();

  await message.getByRole('link', { name: /^keep\.zip/ }).click();
  await expect(viewer(page).getByText('Archive, 102 B. It cannot be shown here.')).toBeVisible();
  // Elsewhere the message is changed, then deleted, while the viewer is open here.
  await scene.ann.client.call(patchPost, { params: { post_id: post.id }, body: { message: 'one archive' } });
  await expect(page.getByText('one archive', { exact: true })).toBeAttached();
  await expect(viewer(page).getByRole('heading', { name: 'keep.zip' }).first()).toBeVisible();
  await scene.ann.client.call(deletePost, { params: { post_id: post.id } });
  await expect(viewer(page).getByText('It was deleted, or taken out of its message.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: /^keep\.zip/ })).toHaveCount(0);
  await page.context().close();
});

test('on a phone fewer pictures stand in rows, and a swipe walks and closes', async ({ browser }) => {
  const pictures = await Promise.all(Array.from({ length: 7 }, (_, at) => picture(`phone-${at + 1}.png`, 400, 300)));
  await postFiles(scene.bob, scene.channel, pictures, { message: 'for the phone' });
  const page = await annIn(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const message = article(page, 'for the phone');
  await expect(message.getByRole('link', { name: 'phone-4.png, and 3 more pictures' })).toBeVisible();
  await message.getByRole('link', { name: 'phone-1.png' }).tap();
  const open = viewer(page);
  await expect(open.getByRole('heading', { name: 'phone-1.png' })).toBeVisible();
  const swipe = async (by: { x: number; y: number }) => {
    const client = await page.context().newCDPSession(page);
    const at = (part: number) => ({ x: 200 + by.x * part, y: 400 + by.y * part });
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
    for (const part of [0.3, 0.6, 1])
      await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(part)] });
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  await swipe({ x: -150, y: 0 });
  await expect(open.getByRole('heading', { name: 'phone-2.png' })).toBeVisible();
  await swipe({ x: 150, y: 0 });
  await expect(open.getByRole('heading', { name: 'phone-1.png' })).toBeVisible();
  await swipe({ x: 0, y: 180 });
  await expect(open).toHaveCount(0);
  await page.context().close();
});

test('a message of files alone says what it is: to ears, in the list of threads, and when it arrives', async ({
  browser,
}) => {
  const page = await annIn(browser);
  const root = await postFiles(scene.bob, scene.channel, [await picture('alone.png', 300, 200)]);
  await expect(page.getByRole('article', { name: /^bob, \d\d:\d\d, Sent a picture$/ })).toBeVisible();
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: 'bob: Sent a picture' })).toBeAttached();
  await postFiles(scene.ann, scene.channel, [emptyZip('answer.zip')], { root_id: root.id });
  await postFiles(scene.bob, scene.channel, [log('last.log', 3)], { root_id: root.id });
  await page.goto(`${server.url}/harbour/threads`);
  const row = page.getByRole('button', { name: /Sent a picture/ });
  await row.click();
  const panel = page.getByRole('complementary', { name: 'Thread' });
  await expect(panel.getByRole('link', { name: 'alone.png' })).toBeVisible();
  await expect(panel.getByRole('article', { name: /^ann, .+, Sent answer\.zip$/ })).toBeVisible();
  await expect(panel.getByText('22:00:02 step 3 of the move')).toBeVisible();
  // There is little room: of three pictures the first has a row of its own.
  const three = await Promise.all([1, 2, 3].map((at) => picture(`narrow-${at}.png`, 400, 300)));
  await postFiles(scene.bob, scene.channel, three, { root_id: root.id });
  await expect(panel.locator('.mrow').first().getByRole('link')).toHaveCount(1);
  await expect(panel.locator('.mrow').last().getByRole('link')).toHaveCount(2);
  await page.context().close();
});

test('the panel lists the files of the channel, by kind and name, and leads to the message', async ({ browser }) => {
  const { ann, bob, team } = scene;
  const room = await ann.client.call(createChannel, {
    body: { team_id: team.id, name: 'papers', display_name: 'Papers', type: 'O' },
  });
  await ann.client.call(addChannelMember, { params: { channel_id: room.id }, body: { user_id: bob.user.id } });
  const first = await postFiles(bob, room, [await picture('rack.png', 300, 400), log('move-primary.log', 9)], {
    message: 'the first two',
  });
  for (let at = 0; at < 45; at += 1) await postFiles(bob, room, [emptyZip(`part-${at}.zip`)]);
  await postFiles(bob, room, [pdf('storage-plan.pdf', ['One'])], { message: 'the last one' });

  const page = await annIn(browser, {}, '/harbour/channels/papers');
  await page.getByRole('button', { name: 'Channel', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Files' }).click();
  const panel = page.getByRole('complementary', { name: 'Files' });
  const rows = panel.locator('.frow');
  await expect(panel.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect(rows).toHaveCount(40);
  await expect(rows.first()).toContainText('storage-plan.pdf');
  await panel.getByRole('button', { name: 'Show more' }).click();
  await expect(rows).toHaveCount(48);
  await expect(panel.getByRole('button', { name: 'Show more' })).toHaveCount(0);

  await panel.getByRole('button', { name: 'Images' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('rack.png');
  await panel.getByRole('button', { name: 'All' }).click();
  await panel.getByRole('searchbox', { name: 'Name of a file' }).fill('PRIMARY');
  await expect(rows).toHaveCount(1);
  await rows.getByRole('link', { name: /^move-primary\.log/ }).click();
  await expect(viewer(page).getByText('22:00:08 step 9 of the move')).toBeVisible();
  await page.goBack();
  await expect(viewer(page)).toHaveCount(0);
  await rows.hover();
  await rows.getByRole('button', { name: 'Show message' }).click();
  await expect(page).toHaveURL(new RegExp(`at=${first.id}`));
  await expect(article(page, 'the first two')).toBeVisible();
  // Beside the panel the sheet is narrower than the first lines of a text would be.
  const lines = article(page, 'the first two').locator('.file-text');
  const endOf = async (target: ReturnType<Page['locator']>) => {
    const box = await target.boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  await page.setViewportSize({ width: 1000, height: 800 });
  expect(await endOf(lines)).toBeLessThan(await endOf(page.locator('main.sheet')));

  await page.goto(`${server.url}/harbour/channels/papers?panel=files`);
  await expect(rows.first()).toContainText('storage-plan.pdf');
  const late = await postFiles(bob, room, [emptyZip('late.zip')]);
  await expect(rows.first()).toContainText('late.zip');
  await bob.client.call(deletePost, { params: { post_id: late.id } });
  await expect(rows.first()).toContainText('storage-plan.pdf');
  await page.context().close();
});

test('a PDF shows its pages under our policy, and a broken one says so', async ({ browser }) => {
  await postFiles(
    scene.bob,
    scene.channel,
    [
      pdf('storage-move-plan.pdf', ['Order of work', 'When we stop', 'Who leads']),
      { name: 'broken.pdf', content: '%PDF-1.7\nnothing of it is left' },
    ],
    { message: 'two plans' },
  );
  const page = await annIn(browser);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text());
  });
  await article(page, 'two plans')
    .getByRole('link', { name: /^storage-move-plan\.pdf/ })
    .click();
  const open = viewer(page);
  await expect(open.getByRole('region', { name: 'Page 1' })).toHaveText('Order of work');
  await expect(open.getByText('1 of 3')).toBeVisible();
  // It is drawn: some of the first page is not white.
  const ink = () =>
    page.evaluate<number>(`(() => {
      const drawn = document.querySelector('.papers canvas');
      const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] < 100 && data[at + 3] > 0) dark += 1;
      return dark;
    })()`);
  await expect.poll(ink).toBeGreaterThan(100);
  await open.getByRole('button', { name: 'Page after' }).click();
  await expect(open.getByText('2 of 3')).toBeVisible();
  await expect(open.getByRole('button', { name: 'Page 2' })).toHaveAttribute('aria-current', 'true');
  await expect(open.getByRole('region', { name: 'Page 2' })).toHaveText('When we stop');
  const find = open.getByRole('textbox', { name: 'Find in this PDF' });
  await find.fill('W');
  await expect(open.getByText('1 of 4')).toBeVisible();
  await find.fill('LEADS');
  await expect(open.getByText('1 of 1')).toBeVisible();
  await expect(open.locator('mark.on')).toBeInViewport();
  await find.fill('nothing like it');
  await expect(open.getByText('Nowhere')).toBeVisible();
  await open.getByRole('region', { name: 'storage-move-plan.pdf' }).focus();
  const wide = async () => (await open.locator('.papers .paper').first().boundingBox())?.width ?? 0;
  const before = await wide();
  await page.keyboard.press('+');
  await expect.poll(wide).toBeCloseTo(before * 1.25, 0);
  await page.keyboard.press('0');
  await expect.poll(wide).toBeCloseTo(before, 0);
  await page.keyboard.press('ArrowRight');
  await expect(open.getByText('This PDF is broken, or it could not be loaded.')).toBeVisible();
  await expect(open.getByRole('link', { name: 'Download', exact: true })).toBeVisible();
  expect(refused).toEqual([]);
  await page.context().close();
});

test('a film plays in its place, and a picture or film that is broken says so', async ({ browser }) => {
  const page = await annIn(browser);
  // Recorded by the browser itself.
  const film = await page.evaluate<string>(`(async () => {
    const canvas = document.createElement('canvas');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const pieces = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start(50);
    const pen = canvas.getContext('2d');
    for (let at = 0; at < 10; at += 1) {
      pen.fillStyle = at % 2 ? 'red' : 'blue';
      pen.fillRect(0, 0, 300, 150);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    recorder.stop();
    await ended;
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  })()`);
  const bytes = Buffer.from(film, 'base64');
  const cut = (await picture('', 600, 400)).content;
  await postFiles(
    scene.bob,
    scene.channel,
    [
      { name: 'failover.webm', content: bytes },
      { name: 'broken.webm', content: bytes.subarray(0, 40) },
    ],
    { message: 'films of it' },
  );
  const message = article(page, 'films of it');
  await expect(message.getByText(/^Cannot be played here · 40 B$/)).toBeVisible();
  await message.getByRole('button', { name: 'Play failover.webm' }).click();
  await expect(message.locator('video')).toHaveAttribute('controls', '');
  await expect
    .poll(() => message.locator('video').evaluate((video) => (video as unknown as { currentTime: number }).currentTime))
    .toBeGreaterThan(0);

  await postFiles(scene.bob, scene.channel, [{ name: 'sound.png', content: cut }], {
    message: 'a picture that goes away',
  });
  await page.route(/\/api\/v4\/files\/[a-z0-9]+(\/preview)?$/, (route) => route.fulfill({ status: 404 }));
  await page.reload();
  const gone = article(page, 'a picture that goes away');
  await expect(gone.getByText('This picture cannot be shown')).toBeVisible();
  await gone.getByRole('link', { name: 'sound.png' }).click();
  await expect(viewer(page).getByText('This picture is broken, or of a kind that cannot be shown.')).toBeVisible();
  await page.context().close();
});

test('the text of a message can be emptied while its files stay, and links to them are copied', async ({ browser }) => {
  const page = await annIn(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  const post = await postFiles(scene.ann, scene.channel, [await picture('kept.png', 300, 200), emptyZip('kept.zip')], {
    message: 'words to be taken back',
  });
  const message = page.getByRole('article').filter({ has: page.getByRole('link', { name: /^kept\.zip/ }) });
  await message.getByRole('link', { name: /^kept\.zip/ }).hover();
  await message.getByRole('button', { name: 'More about kept.zip' }).click();
  await page.getByRole('menuitem', { name: 'Copy public link' }).click();
  await expect(page.getByText('Public link copied: it works without signing in')).toBeVisible();
  const publicLink = await page.evaluate<string>('navigator.clipboard.readText()');
  expect((await fetch(publicLink)).status).toBe(200);
  await message.getByRole('button', { name: 'More about kept.zip' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect
    .poll(() => page.evaluate<string>('navigator.clipboard.readText()'))
    .toBe(`${server.url}/harbour/pl/${post.id}?file=${post.file_ids[1]}`);

  await message.focus();
  await page.keyboard.press('e');
  const field = page.getByRole('textbox', { name: 'Edit message' });
  await expect(page.getByRole('listitem', { name: /^kept\.png/ })).toBeVisible();
  await field.fill('');
  await page.keyboard.press('Enter');
  await expect(field).toHaveCount(0);
  await expect(message.getByText('words to be taken back')).toHaveCount(0);
  await expect(message.getByRole('link', { name: 'kept.png' })).toBeVisible();
  await expect(page.getByRole('article', { name: /^ann, .+, Sent 2 files$/ })).toBeVisible();
  await message.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog')).toContainText('It and its 2 files will be gone for everyone.');
  await page.context().close();
});

test('a long log is read to its end, and a link leads to a line far down', async ({ browser }) => {
  const post = await postFiles(scene.bob, scene.channel, [log('long.log', 5_000), log('huge.log', 60_000)], {
    message: 'long logs',
  });
  const page = await annIn(browser, {}, `/harbour/channels/ci-cd?file=${post.file_ids[0]}&lines=4000`);
  const open = viewer(page);
  await expect(open.getByText('step 4000 of the move')).toBeInViewport();
  await expect(open.locator('.lines .on')).toHaveText('4000 22:00:39 step 4000 of the move'.replace(' ', ''));
  const lines = open.getByRole('region', { name: 'long.log' });
  await lines.focus();
  // The list may still be on its way to line 4000.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(open.getByText('step 5000 of the move')).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  expect(await lines.getByRole('button').count()).toBeLessThan(300);

  await open.getByRole('link', { name: 'huge.log' }).click();
  await expect(open.getByText(/^The first 1 MB of 1\.\d MB\. Download it to read on\.$/)).toBeVisible();
  await page.context().close();
});
