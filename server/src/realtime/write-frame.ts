/**
 * Writes WebSocket frames straight to the stream below `ws`, at about two thirds of the cost of its own `send`. Sound
 * only because compression is off and `ws` itself sends nothing but whole control frames on these sockets.
 */
import type { Duplex } from 'node:stream';

/**
 * Writes one text frame. `text` must be ASCII. Returns false when the stream's buffer is full; the next frame should
 * then wait for its `drain`.
 */
export function writeTextFrame(stream: Duplex, text: string): boolean {
  return stream.write(frameHeader(text.length) + text, 'latin1');
}

/** Writes an empty ping frame. */
export function writePingFrame(stream: Duplex): boolean {
  return stream.write('\x89\0', 'latin1');
}

/** The header of an unfragmented, unmasked text frame, as latin1 (RFC 6455 §5.2). */
function frameHeader(length: number): string {
  if (length < 126) return '\x81' + String.fromCharCode(length);
  if (length < 65_536) return '\x81\x7e' + String.fromCharCode(length >> 8, length & 255);
  // Strings never reach 4 GiB, so the upper half of the 64-bit length is always 0.
  return (
    '\x81\x7f\0\0\0\0' +
    String.fromCharCode((length >>> 24) & 255, (length >>> 16) & 255, (length >>> 8) & 255, length & 255)
  );
}
