/** What stays behind in the page after many channels were looked at. */
import { addChannelMember, createChannel, type Channel } from '@innermost/protocol/channels.ts';
import type { Page } from '../../../e2e/support/browser.ts';
import type { Figure, Say } from '../figure.ts';
import { countersOf, openAt, setWebStage, writePosts, type WebStage } from '../web/browser.ts';

const channelCount = 25;
const visits = 100;

async function makeChannels({ scene }: WebStage): Promise<Channel[]> {
  const { ann, bob, team } = scene;
  const channels: Channel[] = [];
  const code = '```ts\nconst answer: number = 42;\n```';
  for (let nth = 0; nth < channelCount; nth += 1) {
    const name = `room-${nth}`;
    const body = { team_id: team.id, name, display_name: `Room ${nth + 10}`, type: 'O' as const };
    const channel = await ann.client.call(createChannel, { body });
    await ann.client.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: bob.user.id } });
    await writePosts(
      bob,
      channel.id,
      40,
      (at) => `message ${at} in \`${name}\`, for @ann :tada:\n${at % 8 === 0 ? code : '- a list'}`,
    );
    channels.push(channel);
  }
  return channels;
}

async function visit(page: Page, channels: readonly Channel[], times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) {
    const { display_name } = channels[nth % channels.length] ?? { display_name: '' };
    await page
      .getByRole('navigation', { name: /channels$/ })
      .getByRole('link', { name: display_name })
      .click();
    await page
      .getByRole('log', { name: `Messages in #${display_name}` })
      .getByText('message 39')
      .waitFor();
  }
}

export async function webLong(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    const channels = await makeChannels(stage);
    const page = await openAt(stage, `/harbour/channels/${stage.scene.channel.name}`);
    const counters = await countersOf(page);
    // Once each, so that what is kept of them on purpose is there.
    await visit(page, channels, channelCount);
    const before = await counters.held();
    say(`  ${visits} visits`);
    await visit(page, channels, visits);
    const after = await counters.held();
    const [nodes, listeners] = [(after.nodes - before.nodes) / visits, (after.listeners - before.listeners) / visits];
    const kilobytes = (after.heap - before.heap) / visits / 1000;
    return [
      {
        what: 'DOM nodes left behind by a visit to a channel',
        measured: `${nodes.toFixed(1)}, ${listeners.toFixed(1)} listeners`,
        value: nodes,
        limit: `${before.nodes} held before ${visits} visits`,
        reach: 'below 1',
        ok: nodes < 1,
      },
      {
        what: 'heap left behind by a visit to a channel',
        measured: `${kilobytes.toFixed(1)} KB`,
        value: kilobytes,
        limit: `${(before.heap / 1e6).toFixed(1)} MB held before`,
        reach: 'below 10 KB',
        ok: kilobytes < 10,
      },
    ];
  } finally {
    await stage.close();
  }
}
