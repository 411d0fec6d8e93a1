/**
 * Writes WebSocket frames straight to the stream below `ws`, at about two thirds of the cost of its own `send`. Sound
 * only because compression is off and `ws` itself sends nothing but whole control frames on these sockets.
 */
import type { Duplex } from 'node:stream';

/** Frames of the texts written last, by the number of digits of their sequence number. */
const shared: ({ text: string; frame: Buffer | undefined } | undefined)[] = [];

/** Writes a text frame. `text` must be ASCII. Returns false when the stream is full and the next must wait for `drain`. */
export function writeTextFrame(stream: Duplex, text: string): boolean {
  return stream.write(frameHeader(text.length) + text, 'latin1');
}

/**
 * Writes an event: its text up to the sequence number, the number and the closing brace. Results as in
 * `writeTextFrame`. An event that goes to many is laid out as bytes once; only the number is changed from one socket to
 * the next. That is sound as long as the system took the bytes at once; a frame that a stream had to keep is left to it.
 */
export function writeEventFrame(stream: Duplex, text: string, seq: number): boolean {
  const number = String(seq);
  const known = shared[number.length];
  if (known?.text !== text) {
    shared[number.length] = { text, frame: undefined };
    return writeTextFrame(stream, `${text}${number}}`);
  }
  known.frame ??= Buffer.from(`${frameHeader(text.length + number.length + 1)}${text}${number}}`, 'latin1');
  const { frame } = known;
  const start = frame.length - 1 - number.length;
  for (let digit = 0; digit < number.length; digit += 1) frame[start + digit] = number.charCodeAt(digit);
  const hasRoom = stream.write(frame);
  if (stream.writableLength > 0) shared[number.length] = undefined;
  return hasRoom;
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
