import { encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRequest } from './frames.ts';

const request = fc.record({
  seq: fc.maxSafeInteger(),
  action: fc.string({ unit: 'grapheme' }),
  data: fc.dictionary(
    fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.integer(), fc.array(fc.string())),
  ),
});

/** Without prototypes and the like, which do not travel. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('what a client encodes is what is decoded, in both formats', () => {
  fc.assert(
    fc.property(request, (sent) => {
      expect(plain(decodeRequest(Buffer.from(JSON.stringify(sent)), false))).toEqual(plain(sent));
      expect(plain(decodeRequest(Buffer.from(encode(sent)), true))).toEqual(plain(sent));
    }),
  );
});

test('whatever arrives is a well-formed request or none, and never an exception', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.anything().map((value) => encodeIfPossible(value)),
  );
  fc.assert(
    fc.property(bytes, fc.boolean(), (message, isBinary) => {
      const decoded = decodeRequest(Buffer.from(message), isBinary);
      if (decoded === undefined) return;
      expect(Number.isSafeInteger(decoded.seq)).toBe(true);
      expect(decoded.action).toBeTypeOf('string');
      expect(Array.isArray(decoded.data)).toBe(false);
      expect(decoded.data).toBeTypeOf('object');
    }),
    { numRuns: 1_000 },
  );
});

function encodeIfPossible(value: unknown): Uint8Array {
  try {
    return encode(value);
  } catch {
    return new Uint8Array();
  }
}

test.each([
  ['an array', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['an object', [0xdf, 0xff, 0xff, 0xff, 0xff]],
  ['a string', [0xdb, 0xff, 0xff, 0xff, 0xff]],
])('five bytes that claim %s of billions are refused', (_, bytes) => {
  expect(decodeRequest(Buffer.from(bytes), true)).toBeUndefined();
});

test('nesting as deep as a message allows is no harm', () => {
  expect(decodeRequest(Buffer.from('['.repeat(8192)), false)).toBeUndefined();
  expect(decodeRequest(Buffer.alloc(8192, 0x91), true)).toBeUndefined();
});
