/** One-time codes of an authenticator app: RFC 6238 with SHA-1, six digits, steps of 30 seconds. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const step = 30_000;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replace(/[\s=]/g, '')) {
    buffer = ((buffer << 5) | Math.max(0, alphabet.indexOf(letter))) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}

/** The code of one step, counted from 1970. */
export function codeOfStep(secret: string, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', decodeBase32(secret)).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The step that the code is of, now or one step before or after; undefined when it is wrong. `now` in ms. */
export function stepOfCode(secret: string, code: string, now: number): number | undefined {
  const current = Math.floor(now / step);
  const given = Buffer.from(code.trim());
  let found: number | undefined;
  for (const counter of [current - 1, current, current + 1]) {
    const expected = Buffer.from(codeOfStep(secret, counter));
    if (given.length === expected.length && timingSafeEqual(given, expected)) found = counter;
  }
  return found;
}
