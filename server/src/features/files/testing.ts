/** For tests of the area: sends files as clients do, and reads them back. */
import type { UploadedFiles } from '@innermost/protocol/files.ts';
import { uploadFiles, type FileInfo } from '@innermost/protocol/files.ts';
import type { Person } from '../../testing/person.ts';

/** The answer to a plain request of this person. */
export function ask(
  url: string,
  who: Pick<Person, 'token'>,
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${who.token}`, ...headers } });
}

/** One file of a form, with the fields before it. */
export async function sends(
  who: Person,
  channel: { id: string },
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<FileInfo> {
  const body = {
    fields: { channel_id: channel.id, client_ids: [] },
    files: [{ field: 'files', name, content: new Blob([content]) }],
  };
  const { file_infos }: UploadedFiles = await who.client.upload(uploadFiles, { body });
  const [info] = file_infos;
  if (!info) throw new Error('nothing was uploaded');
  return info;
}

/** 1 × 1 pixel. */
export const png = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

export async function pathsIn(files: { list(prefix: string): AsyncIterable<{ path: string }> }): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of files.list('')) found.push(path);
  return found;
}
