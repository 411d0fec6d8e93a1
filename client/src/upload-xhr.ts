/** Sends as browsers do it: a stream is collected first, since they send none over HTTP/1.1; files stay where they are. */
import type { Sending, UploadForm, UploadSource } from './options.ts';
import { chunksOf, fieldsOf, isForm } from './upload-body.ts';

/** The part of the platform's that is used here. */
interface Xhr {
  readonly upload: {
    addEventListener(name: 'progress', listener: (event: { loaded: number; total: number }) => void): void;
  };
  readonly status: number;
  readonly statusText: string;
  readonly response: Blob | null;
  responseType: string;
  withCredentials: boolean;
  addEventListener(name: 'load' | 'error' | 'abort', listener: () => void): void;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getAllResponseHeaders(): string;
  send(body: Blob | FormData): void;
  abort(): void;
}

export async function sendWithXhr(sending: Sending, body: UploadForm<object> | UploadSource): Promise<Response> {
  const sent = isForm(body) ? await formData(body) : await blobOf(body);
  // Only where it is there is this file loaded.
  const xhr = new (globalThis as unknown as { XMLHttpRequest: new () => Xhr }).XMLHttpRequest();
  const { method, url, headers, credentials, signal, progress } = sending;
  xhr.open(method, url);
  xhr.responseType = 'blob';
  xhr.withCredentials = credentials === 'include';
  headers.forEach((value, name) => xhr.setRequestHeader(name, value));
  if (sent instanceof Blob && sent.type === '') xhr.setRequestHeader('Content-Type', 'application/octet-stream');
  const abort = () => xhr.abort();
  try {
    return await new Promise<Response>((resolve, reject) => {
      xhr.upload.addEventListener('progress', ({ loaded, total }) => progress(loaded, total));
      xhr.addEventListener('load', () => resolve(responseOf(xhr)));
      xhr.addEventListener('error', () => reject(new TypeError('the connection broke')));
      xhr.addEventListener('abort', () => reject(signal.reason as Error));
      signal.addEventListener('abort', abort);
      signal.throwIfAborted();
      xhr.send(sent);
    });
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function responseOf(xhr: Xhr): Response {
  const headers = new Headers();
  for (const line of xhr.getAllResponseHeaders().split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const { status, statusText } = xhr;
  return new Response([204, 205, 304].includes(status) ? null : xhr.response, { status, statusText, headers });
}

async function formData({ fields, files }: UploadForm<object>): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of fieldsOf(fields)) form.append(name, value);
  for (const { field, name, type, content } of files) {
    const blob = await blobOf(content);
    form.append(field, type === undefined ? blob : blob.slice(0, blob.size, type), name);
  }
  return form;
}

async function blobOf(source: UploadSource): Promise<Blob> {
  if (source instanceof Blob) return source;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunksOf(source)) parts.push(new Uint8Array(chunk));
  return new Blob(parts);
}
