/** What a message made to stop its readers costs one of them. */
import { setTimeout } from 'node:timers/promises';
import { createPost } from '@innermost/protocol/posts.ts';
import type { Figure, Say } from '../figure.ts';
import { countersOf, openAt, setWebStage } from '../web/browser.ts';

const longest = 16_383;
const filled = (piece: string) => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);
const fenced = (code: string) => `\`\`\`ts\n${code.slice(0, longest - 12)}\n\`\`\``;

const hostile: Readonly<Record<string, string>> = {
  'a line of code that is hard to colour': fenced(filled('_a')),
  'lines of code that are hard to colour': fenced(`${'_a'.repeat(240)}\n`.repeat(8)),
  'open brackets': filled('['),
  'links that do not end': filled('[a](()'),
  'stars in words': filled('*a_'),
  'small emphasis': filled('*a* '),
  'nested quotes': filled('> '),
  'a long list': filled('- a\n'),
  'a table of many cells': filled('|a|b|c|d|\n|-|-|-|-|\n'),
  'a wide table': ['|a', '|-', '|b'].map((cell) => `${cell.repeat(2_000)}|`).join('\n'),
  'angle brackets': filled('<'),
  backticks: filled('`'),
  'emoji with a tone': `${'👍🏽'.repeat(3_000)}x`,
  'many lines': filled('a\n'),
  'many names': filled('@a1 @b2 '),
};

export async function webText(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    const { bob, channel } = stage.scene;
    const page = await openAt(stage, `/harbour/channels/${channel.name}`);
    const counters = await countersOf(page);
    const cost = async (message: string): Promise<number> => {
      const before = await counters.taskMs();
      await bob.client.call(createPost, { body: { channel_id: channel.id, message } });
      await setTimeout(1_200);
      return (await counters.taskMs()) - before;
    };
    // The first ones also draw what every later one finds drawn.
    for (let nth = 0; nth < 4; nth += 1) await cost(`ordinary ${nth}`);
    const ordinary = await cost('ordinary text');
    const costs: [name: string, ms: number][] = [];
    for (const [name, text] of Object.entries(hostile)) costs.push([name, await cost(text)]);
    costs.sort(([, a], [, b]) => b - a);
    for (const [name, ms] of costs.slice(0, 4)) say(`  ${name}: ${ms.toFixed(0)} ms`);
    const [[name, most] = ['', 0]] = costs;
    return [
      {
        what: `main thread for the dearest of ${costs.length} hostile messages`,
        measured: `${most.toFixed(0)} ms, ${name}`,
        value: most,
        limit: `${ordinary.toFixed(0)} ms for an ordinary one`,
        reach: 'below 50 ms',
        ok: most < 50,
      },
    ];
  } finally {
    await stage.close();
  }
}
