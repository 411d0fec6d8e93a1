import { afterAll, expect, test } from 'vitest';
import type { Made } from './decoder-process.ts';
import { Pictures } from './pictures.ts';
import type { Recipe } from './recipes.ts';
import {
  apng,
  blinking,
  claiming,
  describe,
  halves,
  isBluish,
  isReddish,
  photo,
  pixel,
  polyglot,
  script,
  secret,
  svg,
} from './testing/samples.ts';

const settings = { pixels: 33_177_600, atOnce: 2 };
const pictures = new Pictures({ settings: () => settings });
afterAll(() => pictures.close());

const make = (recipe: Recipe, bytes: Buffer): Promise<Made> => pictures.make(recipe, bytes, 'ann');
async function only(recipe: Recipe, bytes: Buffer): Promise<Made['pieces'][number]> {
  const [piece] = (await make(recipe, bytes)).pieces;
  if (!piece) throw new Error('nothing was made');
  return piece;
}

test('a photo is turned, made small in three sizes, and says nothing of its place any more', async () => {
  const source = await photo({ width: 4000, height: 3000 });
  expect(source.includes(secret)).toBe(true);
  const { width, height, isAnimated, pieces } = await make('attachment', source);
  expect({ width, height, isAnimated }).toEqual({ width: 3000, height: 4000, isAnimated: false });
  expect(pieces.map((piece) => [piece.type, piece.width, piece.height])).toEqual([
    ['image/jpeg', 120, 100],
    ['image/jpeg', 16, 16],
    ['image/jpeg', 1920, 2560],
  ]);
  for (const { bytes, size, ...piece } of pieces) {
    expect(bytes).toHaveLength(size);
    expect(bytes.includes(secret)).toBe(false);
    expect(await describe(bytes)).not.toMatchObject({ exif: expect.anything() });
    // Its left is its top.
    expect(isReddish(await pixel(bytes, piece.width >> 1, 1))).toBe(true);
    expect(isBluish(await pixel(bytes, piece.width >> 1, piece.height - 2))).toBe(true);
  }
});

test('a PNG stays one, a small picture is not made larger, and what was clear becomes white in a JPEG', async () => {
  const png = await make('attachment', await halves().png().toBuffer());
  expect(png.pieces.map(({ type, width, height }) => [type, width, height])).toEqual([
    ['image/png', 120, 100],
    ['image/jpeg', 16, 16],
    ['image/png', 300, 200],
  ]);
  const clear = await halves().ensureAlpha(0).webp().toBuffer();
  const preview = (await make('attachment', clear)).pieces[2];
  expect(await pixel(preview?.bytes ?? clear, 10, 10)).toEqual([255, 255, 255]);
});

test('a square is cut out of the middle', async () => {
  const square = await only('square', await halves({ width: 1000, height: 100 }).jpeg().toBuffer());
  expect(square).toMatchObject({ type: 'image/png', width: 128, height: 128 });
  expect(isReddish(await pixel(square.bytes, 10, 64))).toBe(true);
  expect(isBluish(await pixel(square.bytes, 118, 64))).toBe(true);
  expect(await only('square', await photo())).toMatchObject({ width: 128, height: 128 });
});

test.each(['gif', 'webp'] as const)('an animated %s goes on moving as an emoji', async (format) => {
  const source = await blinking(format, { width: 400, height: 200, frames: 5 });
  const { width, height, isAnimated, pieces } = await make('emoji', source);
  expect({ width, height, isAnimated }).toEqual({ width: 400, height: 200, isAnimated: true });
  expect(pieces).toMatchObject([{ type: `image/${format}`, width: 128, height: 64 }]);
  const made = await describe(pieces[0]?.bytes ?? source);
  expect(made).toMatchObject({ pages: 5, delay: [100, 100, 100, 100, 100], loop: 0 });
});

test('of what moves there is a thumbnail and no preview: it is shown itself', async () => {
  for (const source of [await blinking('gif'), await blinking('webp'), await apng()]) {
    const made = await make('attachment', source);
    expect(made.isAnimated).toBe(true);
    expect(made.pieces).toHaveLength(2);
  }
  expect((await make('attachment', await blinking('gif', { frames: 1 }))).pieces).toHaveLength(3);
});

test.each([
  ['a JPEG in four inks', () => halves().toColourspace('cmyk').jpeg().toBuffer()],
  ['a PNG of sixteen bits', () => halves().toColourspace('rgb16').png().toBuffer()],
  ['a grey PNG of one bit', () => halves().greyscale().png({ colours: 2 }).toBuffer()],
  ['a TIFF', () => halves().tiff().toBuffer()],
  ['an AVIF', () => halves().avif().toBuffer()],
  ['a progressive JPEG', () => halves().jpeg({ progressive: true }).toBuffer()],
])('%s becomes a plain PNG', async (_name, source) => {
  const square = await only('square', await source());
  expect(await describe(square.bytes)).toMatchObject({ format: 'png', depth: 'uchar', width: 128, height: 128 });
});

test.each([
  ['is no picture', () => Buffer.from('hello'), 'not-a-picture'],
  ['is empty', () => Buffer.alloc(0), 'not-a-picture'],
  ['is SVG', () => svg, 'not-a-picture'],
  ['is PDF', () => Buffer.from('%PDF-1.4\n1 0 obj'), 'not-a-picture'],
  ['ends early', async () => (await photo()).subarray(0, 900), 'broken'],
  ['is a head alone', async () => (await halves().png().toBuffer()).subarray(0, 40), 'broken'],
  ['is a bomb', () => claiming(60_000, 60_000), 'too-large'],
  ['is wider than any picture', () => claiming(65_536, 1), 'too-large'],
])('what %s is refused', async (_name, source, fault) => {
  for (const recipe of ['attachment', 'square', 'emoji', 'banner'] as const)
    await expect(make(recipe, await source())).rejects.toMatchObject({ name: 'PictureError', fault });
});

test('an emoji of too many frames, or of too much in all, is refused; as an attachment its first frame is shown', async () => {
  const many = await blinking('gif', { width: 2, height: 2, frames: 1_001 });
  await expect(make('emoji', many)).rejects.toMatchObject({ fault: 'too-many-frames' });
  expect((await make('attachment', many)).isAnimated).toBe(true);
  const large = pictures.make('emoji', await blinking('gif', { frames: 30 }), 'ann', { pixels: 40_000 });
  await expect(large).rejects.toMatchObject({ fault: 'too-large' });
});

test('a picture of 65,535 pixels in one row is shown', async () => {
  const { pieces } = await make('attachment', await halves({ width: 65_535, height: 1 }).png().toBuffer());
  expect(pieces[2]).toMatchObject({ width: 1920, height: 1 });
});

test('nothing of a page hidden in a picture is left', async () => {
  const source = await polyglot();
  expect(source.includes(script)).toBe(true);
  for (const recipe of ['attachment', 'square', 'emoji', 'banner'] as const)
    for (const { bytes } of (await make(recipe, source)).pieces) expect(bytes.includes('<script')).toBe(false);
});

test('a drawing of ours is drawn, and SVG of strangers is refused after it as before', async () => {
  expect(await only('drawing', svg)).toMatchObject({ type: 'image/png', width: 72, height: 72 });
  await expect(make('attachment', svg)).rejects.toMatchObject({ fault: 'not-a-picture' });
});
