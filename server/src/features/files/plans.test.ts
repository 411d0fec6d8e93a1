import { afterAll, describe, expect, test } from 'vitest';
import { sampleOfManyPosts } from '../../testing/plans.ts';
import { selectFilesOfChannel } from './queries.ts';

const page = 60;

describe.each([
  ['most posts in a channel that has been quiet since', { share: 70, channels: 300 }],
  ['few channels, and nearly all posts in one', { share: 95, channels: 10 }],
])('%s', async (_skew, skew) => {
  const sample = await sampleOfManyPosts(skew);
  afterAll(() => sample.drop());
  const modes = (['generic', 'custom'] as const).flatMap((mode) =>
    (['quietChannel', 'smallChannel'] as const).map((channel) => ({ mode, channel })),
  );

  test.each(modes)('the files of a channel, $mode plan, $channel: along the index, and a page of them', async (one) => {
    const plan = await sample.explain(
      selectFilesOfChannel.text,
      selectFilesOfChannel.values({
        channel_id: sample[one.channel],
        before: Number.MAX_SAFE_INTEGER,
        before_id: '',
        type_pattern: '',
        name_pattern: '',
        most: page,
      }),
      one.mode,
      true,
    );
    const files = plan.filter(({ table }) => table === 'fileinfo');
    expect(plan.map(({ index }) => index)).toContain('idx_fileinfo_channel_id_create_at');
    expect(files.reduce((sum, { readRows }) => sum + readRows, 0)).toBeLessThan(2 * page);
    expect(plan.filter(({ type }) => type === 'Seq Scan')).toEqual([]);
    // An incremental sort stops with the page.
    expect(plan.filter(({ type, expectedRows }) => type === 'Sort' && expectedRows > 1_000)).toEqual([]);
  });
});
