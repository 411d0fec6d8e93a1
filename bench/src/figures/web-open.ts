/** From the address to the channel on the screen. */
import { createChannel, viewChannel } from '@innermost/protocol/channels.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import type { Figure, Say } from '../figure.ts';
import { median } from '../load/closed-loop.ts';
import { openAt, setWebStage } from '../web/browser.ts';

const channelCount = 60;
const rounds = 7;

export async function webOpen(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    const { ann, bob, channel, team } = stage.scene;
    for (let nth = 3; nth < channelCount; nth += 1) {
      const body = { team_id: team.id, name: `room-${nth}`, display_name: `Room ${nth}`, type: 'O' as const };
      await ann.client.call(createChannel, { body });
    }
    for (let nth = 0; nth < 60; nth += 1) {
      await bob.client.call(createPost, { body: { channel_id: channel.id, message: `message ${nth}` } });
    }
    await ann.client.call(viewChannel, { params: { user_id: 'me' }, body: { channel_id: channel.id } });
    const page = await openAt(stage, `/harbour/channels/${channel.name}`);
    const newest = page.getByRole('log').getByText('message 59', { exact: true });
    await newest.waitFor();
    const [shown, painted]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await page.reload({ waitUntil: 'commit' });
      await newest.waitFor();
      shown.push(performance.now() - began);
      painted.push(await page.evaluate(() => performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN));
      say(
        `  ${round + 1} of ${rounds}: ${shown.at(-1)?.toFixed(0)} ms, painted after ${painted.at(-1)?.toFixed(0)} ms`,
      );
    }
    return [
      {
        what: `a member of ${channelCount} channels sees the channel`,
        measured: `${(median(shown) / 1000).toFixed(2)} s`,
        value: median(shown) / 1000,
        limit: `${(median(painted) / 1000).toFixed(2)} s to the first paint`,
        reach: 'below 1.0 s',
        ok: median(shown) < 1_000,
      },
    ];
  } finally {
    await stage.close();
  }
}
