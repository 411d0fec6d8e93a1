import type { Readable } from 'node:stream';

/** S3 takes no more in one file. */
export const mostParts = 10_000;

/** Bytes of a part: as set, or more where a file of this size would need more parts than S3 takes. */
export function partSizeFor(set: number, size: number | undefined): number {
  return Math.max(set, Math.ceil((size ?? 0) / mostParts));
}

/**
 * Cuts a stream into buffers of exactly `size` bytes, the last of which may be shorter; at least one, maybe empty. One is
 * held at a time, so a stream of any length needs that much memory.
 */
export async function* partsOf(
  stream: Readable,
  size: number,
  watch?: (piece: Uint8Array) => void,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  let any = false;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    watch?.(chunk);
    let rest = chunk;
    while (length + rest.byteLength >= size) {
      held.push(rest.subarray(0, size - length));
      rest = rest.subarray(size - length);
      yield Buffer.concat(held, size);
      any = true;
      held = [];
      length = 0;
    }
    if (rest.byteLength > 0) held.push(rest);
    length += rest.byteLength;
  }
  if (length > 0 || !any) yield Buffer.concat(held, length);
}
