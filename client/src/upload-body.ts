/** What is sent, as bytes that come when they are asked for. */
import type { UploadForm, UploadSource } from './options.ts';

export interface UploadBytes {
  readonly content: UploadSource;
  /** Bytes; undefined when only the end will tell. */
  readonly size: number | undefined;
  /** '' for none. */
  readonly type: string;
}

export const isForm = (body: UploadForm<object> | UploadSource): body is UploadForm<object> =>
  'files' in body && 'fields' in body;

export function bodyOf(body: UploadForm<object> | UploadSource): UploadBytes {
  if (isForm(body)) return formBytes(body);
  if (body instanceof Blob) return { content: body, size: body.size, type: body.type || 'application/octet-stream' };
  return { content: body, size: undefined, type: 'application/octet-stream' };
}

export async function* chunksOf(source: UploadSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Blob) {
    yield* chunksOf(source.stream());
    return;
  }
  if (!(source instanceof ReadableStream)) {
    yield* source;
    return;
  }
  // Not every browser can iterate over a stream.
  const reader = source.getReader();
  let isRead = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    isRead = true;
  } finally {
    if (!isRead) await reader.cancel();
  }
}

type FieldValue = string | number | boolean | undefined;

/** Pairs of name and value; a list is its name once for each value, and what is undefined is left out. */
export function* fieldsOf(fields: object): Generator<[string, string]> {
  // Contracts name texts, numbers and flags, and lists of them.
  const entries = Object.entries(fields) as [string, FieldValue | readonly FieldValue[]][];
  for (const [name, value] of entries)
    for (const one of Array.isArray(value) ? (value as readonly FieldValue[]) : [value as FieldValue])
      if (one !== undefined) yield [name, String(one)];
}

const encoder = new TextEncoder();
/** As browsers escape names in the head of a part. */
const escaped = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

function formBytes({ fields, files }: UploadForm<object>): UploadBytes {
  const boundary = `innermost-${crypto.randomUUID()}`;
  const begin = (head: string) => encoder.encode(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`);
  const end = encoder.encode('\r\n');
  const parts: UploadBytes['content'][] = [];
  for (const [name, value] of fieldsOf(fields))
    parts.push(new Blob([begin(`name="${escaped(name)}"`), encoder.encode(value), end]));
  for (const { field, name, type, content } of files) {
    const kind = type ?? ((content instanceof Blob && content.type) || 'application/octet-stream');
    const head = `name="${escaped(field)}"; filename="${escaped(name)}"\r\nContent-Type: ${kind}`;
    parts.push(new Blob([begin(head)]), content, new Blob([end]));
  }
  parts.push(new Blob([`--${boundary}--\r\n`]));
  const sizes = parts.map((part) => (part instanceof Blob ? part.size : undefined));
  const size = sizes.every((one) => one !== undefined) ? sizes.reduce((sum, one) => sum + one, 0) : undefined;
  async function* all(): AsyncGenerator<Uint8Array> {
    for (const part of parts) yield* chunksOf(part);
  }
  return { content: all(), size, type: `multipart/form-data; boundary=${boundary}` };
}
