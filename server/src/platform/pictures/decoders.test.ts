import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { Pictures, type PicturesOptions } from './pictures.ts';
import { halves, photo } from './testing/samples.ts';

const good = await halves().png().toBuffer();

function start(options: Partial<PicturesOptions> = {}): Pictures {
  const pictures = new Pictures({ settings: () => ({ pixels: 33_177_600, atOnce: 2 }), ...options });
  onTestFinished(() => pictures.close());
  return pictures;
}

const works = async (pictures: Pictures) =>
  expect((await pictures.make('square', good, 'bob')).pieces).toMatchObject([{ width: 128 }]);
const oneProcess = async (pictures: Pictures): Promise<number> => {
  await expect.poll(() => pictures.pids.length).toBe(1);
  return pictures.pids[0] ?? 0;
};
/** Never comes to its end. */
const stalled = () => ({ size: 1_000, open: () => new PassThrough() });

test.each(['SIGSEGV', 'SIGKILL', 'SIGABRT'] as const)(
  'a decoder that dies by %s takes one picture with it',
  async (signal) => {
    const pictures = start();
    const doomed = pictures.make('square', stalled(), 'ann');
    const failed = expect(doomed).rejects.toMatchObject({ fault: 'failed', message: expect.stringContaining(signal) });
    const pid = await oneProcess(pictures);
    const other = works(pictures);
    process.kill(pid, signal);
    await failed;
    await other;
    await works(pictures);
  },
);

test('one that hangs is given up after a while, and the next picture has another', async () => {
  const pictures = start({ patienceMs: 5_000 });
  await works(pictures);
  const pid = await oneProcess(pictures);
  process.kill(pid, 'SIGSTOP');
  await expect(pictures.make('square', good, 'ann')).rejects.toMatchObject({ fault: 'failed' });
  await works(pictures);
  expect(pictures.pids).not.toContain(pid);
});

test('one that takes more memory than it may ends, and says so', async () => {
  const pictures = start({ memory: (pixels) => (pixels === 1_000_000 ? 1_024 : 2_000_000_000) });
  const large = await photo({ width: 900, height: 900 });
  const greedy = { size: large.length, open: () => Readable.from([large]) };
  const made = pictures.make('attachment', greedy, 'ann', { pixels: 1_000_000 });
  await expect(made).rejects.toMatchObject({ fault: 'failed', message: expect.stringContaining('bytes of memory') });
  await works(pictures);
});

test('a source that fails, or has not the bytes that it promised, fails with that', async () => {
  const pictures = start();
  const away = new Error('the disk is gone');
  await expect(pictures.make('square', { size: 9, open: () => Promise.reject(away) }, 'ann')).rejects.toBe(away);
  for (const size of [good.length - 1, good.length + 1]) {
    const lying = pictures.make('square', { size, open: () => Readable.from([good]) }, 'ann');
    await expect(lying).rejects.toThrow(`its ${size} bytes`);
  }
  await works(pictures);
});

test('decoders begin with the first picture, are used again, and end when none comes for a while', async () => {
  const pictures = start({ restMs: 50 });
  expect(pictures.pids).toEqual([]);
  await works(pictures);
  const pid = await oneProcess(pictures);
  await works(pictures);
  expect(existsSync(`/proc/${pid}`) || process.platform !== 'linux').toBe(true);
  await expect.poll(() => pictures.pids).toEqual([]);
  await works(pictures);
});

test('no more are begun than may work at once, and whoever sends too many hears it', async () => {
  const pictures = start({ settings: () => ({ pixels: 33_177_600, atOnce: 1 }) });
  const many = Array.from({ length: 60 }, () => pictures.make('square', good, 'ann'));
  const others = pictures.make('square', good, 'bob');
  const results = await Promise.allSettled(many);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(51);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 429 } });
  expect((await others).pieces).toHaveLength(1);
  expect(pictures.pids).toHaveLength(1);
});

test('closing ends them all, also in the middle of a picture', async () => {
  const pictures = start();
  const doomed = pictures.make('square', stalled(), 'ann');
  const failed = expect(doomed).rejects.toMatchObject({ fault: 'failed' });
  await oneProcess(pictures);
  await pictures.close();
  await failed;
  await expect(pictures.make('square', good, 'ann')).rejects.toMatchObject({ status: 503 });
});

test.runIf(process.platform === 'linux')(
  'a decoder knows nothing of the server, and goes first where memory runs out',
  async () => {
    const pictures = start();
    await works(pictures);
    const of = async (file: string) => (await readFile(`/proc/${await oneProcess(pictures)}/${file}`, 'utf8')).trim();
    expect(await of('environ')).toBe('');
    expect(await of('oom_score_adj')).toBe('1000');
  },
);
