/** The text of a page, whatever it is written in: what its first bytes say, its sender, or the page itself, in this order. */

const byMark: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Bytes in which a page says what it is written in. */
const telling = 1_024;

function decoderOf(label: string | undefined): InstanceType<typeof TextDecoder> | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label);
  } catch {
    return undefined;
  }
}

const inHeader = (contentType: string): string | undefined => /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];

function inPage(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, telling));
  const said = /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  // What could be read so far is not written in units of two bytes.
  return said !== undefined && /^utf-?16/i.test(said) ? 'utf-8' : said;
}

/** Never throws. What says nothing is UTF-8 where it can be, and else what pages were written in before. */
export function decoded(bytes: Uint8Array, contentType: string): string {
  const mark = byMark.find(([, first]) => first.every((byte, at) => bytes[at] === byte))?.[0];
  const decoder = decoderOf(mark) ?? decoderOf(inHeader(contentType)) ?? decoderOf(inPage(bytes));
  if (decoder) return decoder.decode(bytes);
  try {
    // The end may be cut in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
