/** Pictures as people have them, made where they are needed. */
import { crc32, deflateSync } from 'node:zlib';

function pngChunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG that is red on the left and blue on the right, so that it shows what was turned or cut. */
export function png(width: number, height: number): Buffer {
  const pixels = Array.from({ length: width }, (_, x) => (x < width / 2 ? [255, 0, 0] : [0, 0, 255]));
  const row = Buffer.from([0, ...pixels.flat()]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits of each of three colours.
  head.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const size = [2, 0, 2, 0, 0x80, 0, 0];
const redAndBlue = [255, 0, 0, 0, 0, 255];
const delay = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
const place = [0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0];

/** A GIF of 2 × 2 pixels that is red, then blue, each for a tenth of a second, for ever. */
export function movingGif(): Buffer {
  const frame = (colour: number) => [
    ...delay,
    ...place,
    2,
    4,
    // The table of codes is cleared before each pixel, so every code has three bits.
    ...inThreeBits([4, colour, 4, colour, 4, colour, 4, colour, 5]),
    0,
  ];
  return Buffer.from([
    ...Buffer.from('GIF89a', 'latin1'),
    ...size,
    ...redAndBlue,
    ...Buffer.from('!\u00ff\u000bNETSCAPE2.0\u0003\u0001\u0000\u0000\u0000', 'latin1'),
    ...frame(0),
    ...frame(1),
    0x3b,
  ]);
}

/** The lowest bit first. */
function inThreeBits(codes: readonly number[]): number[] {
  const bits = codes.flatMap((code) => [code & 1, (code >> 1) & 1, code >> 2]);
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    bytes.push(bits.slice(at, at + 8).reduce((sum, bit, place) => sum | (bit << place), 0));
  return bytes;
}
