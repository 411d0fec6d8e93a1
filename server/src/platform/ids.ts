import { randomBytes } from 'node:crypto';

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769';

let pool = Buffer.alloc(0);
let used = 0;

/** Random bytes drawn from the system in large pieces: one system call serves many ids. */
function take(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** A new id of the wire: 26 characters, base32 of 128 random bits in the alphabet that all clients know. */
export function newId(): string {
  const bytes = take(17);
  let id = '';
  let buffer = 0;
  let bits = 0;
  for (let next = 0; id.length < 26;) {
    if (bits < 5) {
      buffer = ((buffer << 8) | (bytes[next++] ?? 0)) & 0xffff;
      bits += 8;
    }
    bits -= 5;
    id += alphabet[(buffer >> bits) & 31];
  }
  return id;
}
