/** The web client in Chromium, on a real server with people, a team and a channel, for the figures of `figures/web-*.ts`. */
import { createPost } from '@innermost/protocol/posts.ts';
import { openBrowser, type Browser, type CDPSession, type Page } from '../../../e2e/support/browser.ts';
import { password, setScene, type Actor, type Scene } from '../../../e2e/support/scene.ts';
import { startServerProcess, type ServerProcess } from '../../../server/src/testing/server-process.ts';

export interface WebStage {
  server: ServerProcess;
  scene: Scene;
  browser: Browser;
  close(): Promise<void>;
}

export async function setWebStage(): Promise<WebStage> {
  const server = await startServerProcess();
  try {
    const [scene, browser] = await Promise.all([setScene(server.url), openBrowser()]);
    return {
      server,
      scene,
      browser,
      async close() {
        await browser.close();
        await server.dispose();
      },
    };
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

/** A signed-in page of Ann's at a path. */
export async function openAt({ browser, server }: WebStage, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.getByLabel('Email or username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

/** Writes many posts, some at a time; the last one is the newest. */
export async function writePosts(by: Actor, channel_id: string, count: number, textOf: (nth: number) => string) {
  let next = 0;
  const write = async (): Promise<void> => {
    for (let nth = next++; nth < count - 1; nth = next++) {
      await by.client.call(createPost, { body: { channel_id, message: textOf(nth) } });
    }
  };
  await Promise.all(Array.from({ length: 16 }, write));
  await by.client.call(createPost, { body: { channel_id, message: textOf(count - 1) } });
}

/** Counters of one page, as Chromium keeps them. */
export async function countersOf(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  // Time of the thread itself: what other programs take of the machine does not count.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    /** ms of the main thread since the page began. */
    taskMs: async () => (await metric(devtools, 'TaskDuration')) * 1000,
    /** After everything that can be collected was. */
    async held() {
      await devtools.send('HeapProfiler.collectGarbage');
      await devtools.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
      return { nodes, listeners: jsEventListeners, heap: await metric(devtools, 'JSHeapUsedSize') };
    },
  };
}

async function metric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? 0;
}
