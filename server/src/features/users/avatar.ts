/** The picture of somebody who has chosen none: his initial on his hue, as a PNG made here without any library. */
import { crc32, deflateSync } from 'node:zlib';

const size = 128;
/** The letters' own grid, five wide and seven high. */
const unit = 9;
const stroke = 5.2;

/** Strokes of letters and digits: polylines on the grid, points as `x,y`, lines parted by semicolons. */
const glyphs: Readonly<Record<string, string>> = {
  A: '0,7 2.5,0 5,7;1,4.6 4,4.6',
  B: '0.5,0 0.5,7 3.4,7 4.6,6.2 4.6,4.4 3.4,3.5 0.5,3.5;0.5,0 3.1,0 4.2,0.8 4.2,2.7 3.1,3.5',
  C: '4.7,1.4 3.8,0.3 2.6,0 1.2,0.6 0.4,2 0.3,3.5 0.4,5 1.2,6.4 2.6,7 3.8,6.7 4.7,5.6',
  D: '0.5,0 0.5,7 2.5,7 4,6.2 4.7,4.7 4.7,2.3 4,0.8 2.5,0 0.5,0',
  E: '4.5,0 0.6,0 0.6,7 4.5,7;0.6,3.4 3.9,3.4',
  F: '4.5,0 0.7,0 0.7,7;0.7,3.5 3.9,3.5',
  G: '4.6,1.4 3.7,0.3 2.5,0 1.1,0.6 0.3,2 0.2,3.5 0.3,5 1.1,6.4 2.5,7 3.8,6.6 4.7,5.6 4.7,3.8 2.8,3.8',
  H: '0.4,0 0.4,7;4.6,0 4.6,7;0.4,3.5 4.6,3.5',
  I: '2.5,0 2.5,7',
  J: '3.8,0 3.8,5 3.4,6.4 2.2,7 1,6.5 0.6,5.4',
  K: '0.5,0 0.5,7;4.6,0 0.5,4.4;2,2.9 4.8,7',
  L: '0.7,0 0.7,7 4.5,7',
  M: '0,7 0,0 2.5,4.4 5,0 5,7',
  N: '0.4,7 0.4,0 4.6,7 4.6,0',
  O: '2.5,0 1.1,0.6 0.3,2 0.1,3.5 0.3,5 1.1,6.4 2.5,7 3.9,6.4 4.7,5 4.9,3.5 4.7,2 3.9,0.6 2.5,0',
  P: '0.6,7 0.6,0 3.2,0 4.4,0.8 4.6,2 4.4,3.2 3.2,4 0.6,4',
  Q: '2.5,0 1.1,0.6 0.3,2 0.1,3.5 0.3,5 1.1,6.4 2.5,7 3.9,6.4 4.7,5 4.9,3.5 4.7,2 3.9,0.6 2.5,0;3.2,5.3 4.9,7.3',
  R: '0.6,7 0.6,0 3.2,0 4.4,0.8 4.6,1.9 4.4,3 3.2,3.8 0.6,3.8;2.6,3.8 4.7,7',
  S: '4.4,1.2 3.6,0.3 2.4,0 1.1,0.4 0.5,1.5 0.9,2.7 2.4,3.3 4,3.9 4.6,5.2 4.1,6.4 2.7,7 1.3,6.8 0.3,5.8',
  T: '0.2,0 4.8,0;2.5,0 2.5,7',
  U: '0.4,0 0.4,4.7 0.9,6.2 2.5,7 4.1,6.2 4.6,4.7 4.6,0',
  V: '0,0 2.5,7 5,0',
  W: '-0.4,0 1,7 2.5,1.6 4,7 5.4,0',
  X: '0.3,0 4.7,7;4.7,0 0.3,7',
  Y: '0,0 2.5,3.7 5,0;2.5,3.7 2.5,7',
  Z: '0.4,0 4.6,0 0.4,7 4.6,7',
  0: '2.5,0 1.2,0.7 0.6,2 0.5,3.5 0.6,5 1.2,6.3 2.5,7 3.8,6.3 4.4,5 4.5,3.5 4.4,2 3.8,0.7 2.5,0',
  1: '1.2,1.3 2.8,0 2.8,7',
  2: '0.6,1.6 1.3,0.4 2.5,0 3.8,0.4 4.4,1.6 4.1,2.9 0.6,7 4.5,7',
  3: '0.6,0.9 1.8,0 3.2,0.1 4.2,1.2 4,2.6 2.4,3.3 4.1,4 4.5,5.4 3.7,6.7 2.2,7 0.5,6.1',
  4: '3.6,7 3.6,0 0.3,4.8 4.8,4.8',
  5: '4.2,0 1,0 0.7,3.2 2.3,2.7 3.8,3.2 4.5,4.6 4,6.3 2.5,7 0.6,6.3',
  6: '4.1,0.7 2.7,0 1.4,0.8 0.6,3 0.6,5 1.3,6.5 2.6,7 4,6.4 4.5,5 4,3.6 2.6,3 1.3,3.6 0.6,5',
  7: '0.5,0 4.5,0 1.8,7',
  8: '2.5,3.3 1.1,2.6 0.9,1.2 1.6,0.2 2.5,0 3.4,0.2 4.1,1.2 3.9,2.6 2.5,3.3 0.9,4.2 0.5,5.5 1.2,6.7 2.5,7 3.8,6.7 4.5,5.5 4.1,4.2 2.5,3.3',
  9: '0.9,6.3 2.3,7 3.6,6.2 4.4,4 4.4,2 3.7,0.5 2.4,0 1,0.6 0.5,2 1,3.4 2.4,4 3.7,3.4 4.4,2',
};

/** A head and shoulders, for whoever's name begins with none of these. */
const nobody = '2.5,0.3 3.4,0.8 3.4,1.8 2.5,2.3 1.6,1.8 1.6,0.8 2.5,0.3 2.5,1.3;0.2,7 0.7,5.2 2.5,4.4 4.3,5.2 4.8,7';

/** The twelve grounds of the look; letters on them are white. */
const hues = [28, 50, 75, 110, 145, 170, 190, 220, 250, 280, 300, 330];

type Segment = readonly [number, number, number, number];

function segmentsOf(letter: string): Segment[] {
  const left = (size - 5 * unit) / 2;
  const top = (size - 7 * unit) / 2;
  return (glyphs[letter] ?? nobody).split(';').flatMap((line) => {
    const points = line.split(' ').map((point) => {
      const [x = 0, y = 0] = point.split(',').map(Number);
      return [left + x * unit, top + y * unit] as const;
    });
    return points.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = points[index] ?? [x, y];
      return [fromX, fromY, x, y] as const;
    });
  });
}

function distanceTo([ax, ay, bx, by]: Segment, x: number, y: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** A dark ground of the hue: white on it passes 4.5:1 at all twelve. */
function groundOf(hue: number): [number, number, number] {
  const saturation = 0.42;
  const lightness = 0.34;
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    const a = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Shades from ground to white are the palette, so a pixel is one byte. */
function encodePng(pixels: Buffer, ground: readonly [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a pixel, by palette.
  header[8] = 8;
  header[9] = 3;
  const palette = Buffer.alloc(3 * 256);
  for (let shade = 0; shade < 256; shade++)
    for (const [index, value] of ground.entries())
      palette[shade * 3 + index] = Math.round(value + ((255 - value) * shade) / 255);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const image = chunk('IDAT', deflateSync(pixels, { level: 9 }));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    image,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** How much of a pixel the stroke covers, 0 to 255, is its shade; where strokes meet the greater counts. */
function drawSegment(pixels: Buffer, segment: Segment): void {
  const [ax, ay, bx, by] = segment;
  const reach = stroke + 1;
  for (let y = Math.floor(Math.min(ay, by) - reach); y <= Math.max(ay, by) + reach; y++)
    for (let x = Math.floor(Math.min(ax, bx) - reach); x <= Math.max(ax, bx) + reach; x++) {
      const cover = stroke + 0.5 - distanceTo(segment, x + 0.5, y + 0.5);
      const at = y * (size + 1) + 1 + x;
      pixels[at] = Math.max(pixels[at] ?? 0, Math.round(255 * Math.min(1, Math.max(0, cover))));
    }
}

function draw(letter: string, hue: number): Buffer {
  // Each row begins with a byte that says how it is filtered: not at all.
  const pixels = Buffer.alloc(size * (size + 1));
  for (const segment of segmentsOf(letter)) drawSegment(pixels, segment);
  return encodePng(pixels, groundOf(hue));
}

const drawn = new Map<string, Buffer>();

interface Avatar {
  png: Buffer;
  /** The same for the same picture. */
  version: string;
}

/** The same id has the same hue as in our own client. At most 37 × 12 pictures are ever drawn. */
export function avatarOf(id: string, username: string): Avatar {
  const first = username.slice(0, 1).toUpperCase();
  const letter = first in glyphs ? first : '?';
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  const hue = hues[(hash >>> 0) % hues.length] ?? 200;
  const version = `${letter}-${hue}`;
  let png = drawn.get(version);
  if (!png) {
    png = draw(letter, hue);
    drawn.set(version, png);
  }
  return { png, version };
}
