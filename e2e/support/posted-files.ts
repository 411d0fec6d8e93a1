/** Messages with files, made over HTTP as clients would; and files that are made by hand. */
import { uploadFiles } from '@innermost/protocol/files.ts';
import { createPost, type Post } from '@innermost/protocol/posts.ts';
import { blinking, halves } from '../../server/src/platform/pictures/testing/samples.ts';
import type { Actor } from './scene.ts';

export interface FileToSend {
  name: string;
  content: string | Uint8Array;
}

export interface PostToSend {
  message?: string;
  root_id?: string;
}

export async function sendFiles(
  { client }: Actor,
  channel: { id: string },
  files: readonly FileToSend[],
): Promise<string[]> {
  const { file_infos } = await client.upload(uploadFiles, {
    body: {
      fields: { channel_id: channel.id, client_ids: [] },
      files: files.map(({ name, content }) => ({
        field: 'files',
        name,
        content: new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]),
      })),
    },
  });
  return file_infos.map(({ id }) => id);
}

export async function postFiles(
  who: Actor,
  channel: { id: string },
  files: readonly FileToSend[],
  { message = '', root_id = '' }: PostToSend = {},
): Promise<Post> {
  const file_ids = await sendFiles(who, channel, files);
  return who.client.call(createPost, { body: { channel_id: channel.id, message, root_id, file_ids } });
}

export async function picture(name: string, width: number, height: number): Promise<FileToSend> {
  return { name, content: await halves({ width, height }).png().toBuffer() };
}

export async function movingPicture(name: string): Promise<FileToSend> {
  return { name, content: await blinking('gif', { width: 120, height: 80 }) };
}

/** A tone, as the plainest format has it. */
export function tone(name: string, seconds: number): FileToSend {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * seconds);
  for (let at = 0; at < samples.length; at += 1)
    samples[at] = 128 + Math.round(60 * Math.sin((at * 440 * 2 * Math.PI) / rate));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return { name, content: Buffer.concat([head, samples]) };
}

/** A PDF of one line a page. */
export function pdf(name: string, pages: readonly string[]): FileToSend {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, at) => {
      const drawn = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * at} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  return {
    name,
    content: `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
  };
}

/** An archive of nothing. */
export const emptyZip = (name: string): FileToSend => ({
  name,
  content: Buffer.from(
    '504b0304140000000000000021000000000000000000000000000100000061504b0102140014000000000000002100000000000000000000000000010000000000000000000000000000000000000061504b050600000000010001002f0000001f0000000000',
    'hex',
  ),
});

export const log = (name: string, lines: number): FileToSend => ({
  name,
  content: Array.from(
    { length: lines },
    (_, at) => `22:00:${String(at % 60).padStart(2, '0')} step ${at + 1} of the move`,
  ).join('\n'),
});
