/** Pictures for tests: good ones, and such as strangers send to do harm. */
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export interface Measures {
  width?: number;
  height?: number;
}

const red = [255, 0, 0];
const blue = [0, 0, 255];

/** Red on the left and blue on the right, so that it shows what was turned or cut. */
export function halves({ width = 300, height = 200 }: Measures = {}): Sharp {
  const row = Buffer.from(Array.from({ length: width }, (_, x) => (x < width / 2 ? red : blue)).flat());
  return sharp(Buffer.concat(Array.from({ length: height }, () => row)), { raw: { width, height, channels: 3 } });
}

/** What a camera writes beside the picture. */
export const secret = 'Seestrasse 12, behind the blue door';

/** A photo as a telephone stores it: lying on its side, with its place. */
export const photo = (measures?: Measures): Promise<Buffer> =>
  halves(measures)
    .withExif({
      IFD0: { ImageDescription: secret, Make: secret, Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 22/1 0/1', GPSMapDatum: secret },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toBuffer();

/** Frames that blink. */
export function blinking(format: 'gif' | 'webp', { width = 40, height = 40, frames = 3 } = {}): Promise<Buffer> {
  const pixels = Buffer.concat(
    Array.from({ length: frames }, (_, at) =>
      Buffer.alloc(width * height * 3, Buffer.from([(at * 97) % 256, 255 - (at % 256), 40])),
    ),
  );
  const raw = { width, height: height * frames, channels: 3, pageHeight: height } as const;
  const moving = sharp(pixels, { raw });
  const delay = Array.from({ length: frames }, () => 100);
  return (
    format === 'gif' ? moving.gif({ delay, loop: 0 }) : moving.webp({ delay, loop: 0, lossless: true })
  ).toBuffer();
}

export function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Of two frames, by what its head says. */
export async function apng(): Promise<Buffer> {
  const still = await halves().png().toBuffer();
  const head = 8 + 25;
  return Buffer.concat([
    still.subarray(0, head),
    pngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
    still.subarray(head),
  ]);
}

/** A few hundred bytes that say to be of these measures. */
export async function claiming(width: number, height: number): Promise<Buffer> {
  const honest = await halves({ width: 8, height: 8 }).png().toBuffer();
  const head = Buffer.from(honest.subarray(16, 29));
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([honest.subarray(0, 8), pngChunk('IHDR', head), honest.subarray(33)]);
}

export const script = '<script>alert(1)</script>';
export const svg = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">${script}<rect width="9" height="9"/></svg>`,
);

/** A picture that is a page as well. */
export const polyglot = async (): Promise<Buffer> =>
  Buffer.concat([await halves().png().toBuffer(), Buffer.from(`<html>${script}</html>`)]);

/** Red, green and blue of one pixel, whatever the picture's format. */
export async function pixel(picture: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(picture)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)];
}

export const isReddish = ([r = 0, , b = 0]: number[]): boolean => r > 180 && b < 80;
export const isBluish = ([r = 0, , b = 0]: number[]): boolean => b > 180 && r < 80;

export const describe = (picture: Uint8Array) => sharp(picture, { animated: true }).metadata();
