/** The body of an answer: unpacked, and never more than was asked for. */
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchError } from './errors.ts';

/** What is offered; each is unpacked below. */
export const acceptedEncodings = 'gzip, br';

export interface BodyLimits {
  /** For messages. */
  readonly host: string;
  /** Of what comes, packed and unpacked. */
  readonly maxBytes: number;
  /** Of what was sent with the answer. */
  readonly encoding: string | undefined;
  /** What to fail with when that happened. */
  readonly explain: (error: unknown) => unknown;
}

/**
 * A stream that fails with FetchError. An archive bomb costs no more than `maxBytes`: it is unpacked piece by piece, as it
 * is read.
 */
export function boundedBody(raw: Readable, limits: BodyLimits): Readable {
  // Also while nobody reads yet.
  raw.on('error', () => undefined);
  async function* chunks() {
    try {
      yield* counted(unpacked(counted(raw, limits), limits), limits);
    } catch (error) {
      throw limits.explain(error);
    }
  }
  const body = Readable.from(chunks(), { objectMode: false });
  return body.once('close', () => raw.destroy());
}

async function* counted(source: AsyncIterable<Uint8Array>, { maxBytes, host }: BodyLimits): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new FetchError('too-large', `The host ${host} sent more than the ${maxBytes} bytes that are taken.`);
    }
    yield chunk;
  }
}

function unpacked(source: AsyncGenerator<Uint8Array>, { encoding, host }: BodyLimits): AsyncIterable<Uint8Array> {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return source;
  const unpack = unpackers[name];
  if (!unpack) {
    // Packed more than once, or in a way that was not offered.
    throw new FetchError('bad-answer', `The host ${host} packed its answer in a way that was not asked for.`);
  }
  // Errors of the source arrive at the end of the pipe, where they are read.
  return pipeline(Readable.from(source, { objectMode: false }), unpack(), () => undefined);
}

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
