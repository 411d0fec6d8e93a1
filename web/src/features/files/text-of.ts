/** Reads a file as text: its beginning, and no more than that. */
import { getFile } from '@innermost/protocol/files.ts';

import { live } from '../../live/live.ts';

export interface TextOfFile {
  text: string;
  /** It goes on behind that. */
  isCut: boolean;
}

/** The beginnings that messages show: they are asked for again and again. */
const kept = new Map<string, Promise<TextOfFile>>();
const mostKept = 100;

/** Rejects as `Client.download` does. `most`: bytes. */
export async function textOf(fileId: string, most: number, signal?: AbortSignal): Promise<TextOfFile> {
  const { stream, headers } = await live.client.download(getFile, {
    params: { file_id: fileId },
    headers: { Range: `bytes=0-${most - 1}` },
    ...(signal && { signal }),
  });
  const total = Number(/\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1] ?? 0);
  const bytes = await beginningOf(stream, most);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes, { stream: true });
  return { text: text.replaceAll(/\r\n?/g, '\n'), isCut: total > bytes.length || bytes.length === most };
}

/** A server that answers with all of it is cut short. */
async function beginningOf(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    const piece = value.subarray(0, most - length);
    bytes.set(piece, length);
    length += piece.length;
    if (piece.length < value.length) break;
  }
  await reader.cancel();
  return bytes;
}

/** The same, remembered unless it failed. */
export function keptTextOf(fileId: string, most: number): Promise<TextOfFile> {
  const held = kept.get(fileId);
  if (held) return held;
  const asked = textOf(fileId, most);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(fileId, asked);
  asked.catch(() => kept.delete(fileId));
  return asked;
}
