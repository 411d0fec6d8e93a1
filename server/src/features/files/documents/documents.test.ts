import { createJob, getJob } from '@innermost/protocol/jobs.ts';
import { createUpload, sendUpload } from '@innermost/protocol/uploads.ts';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { pdfSaying } from '../../../platform/documents/testing.ts';
import { startServer } from '../../../testing/start-server.ts';
import { sends } from '../testing.ts';

const server = await startServer();
const { ann, channel } = await server.make.conversation();
const { db } = server.database;

async function contentOf(id: string): Promise<string | null> {
  const row = await db.selectFrom('fileinfo').select('content').where('id', '=', id).executeTakeFirstOrThrow();
  return row.content;
}

const word = (text: string) =>
  new Uint8Array(zipSync({ 'word/document.xml': strToU8(`<w:document><w:p><w:t>${text}</w:t></w:p></w:document>`) }));

async function readOf(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string | null> {
  const { id } = await sends(ann, channel, name, content);
  await server.runJobsToEmpty();
  return contentOf(id);
}

test('the text of a document is kept beside it, by what its content is', async () => {
  expect(await readOf('notes.txt', 'the cranes stop at noon')).toBe('the cranes stop at noon');
  expect(await readOf('code.ts', 'const noon = 12;')).toBe('const noon = 12;');
  expect(await readOf('plan.pdf', pdfSaying('Harbour plan'))).toBe('Harbour plan');
  expect(await readOf('plan.docx', word('Word plan'))).toBe('Word plan');
  expect(await readOf('renamed.txt', pdfSaying('no text file'))).toBe('no text file');
});

test('a picture, a broken document and an archive leave nothing, and hold up nobody', async () => {
  expect(await readOf('broken.pdf', new Uint8Array(Buffer.from('%PDF-1.4 broken')))).toBe('');
  const archive = new Uint8Array(zipSync({ 'a.txt': strToU8('within') }));
  expect(await readOf('all.zip', archive)).toBe('');
  await server.configure({ FileSettings: { ArchiveRecursion: true } });
  expect(await readOf('all.zip', archive)).toBe('a.txt\nwithin');
  await server.configure({ FileSettings: { ArchiveRecursion: false } });
});

test('a file that holds no text is written by one statement, as before', async () => {
  await sends(ann, channel, 'warm.bin', new Uint8Array([0, 1, 2, 3]));
  const before = server.database.roundTrips();
  await sends(ann, channel, 'a.bin', new Uint8Array([0, 1, 2, 3]));
  expect(server.database.roundTrips() - before).toBe(1);
});

test('text with more different words than an index takes is kept in part', async () => {
  const many = Array.from({ length: 60_000 }, (_, n) => `w${n.toString(36)}x${(n * 7919).toString(36)}`).join(' ');
  const kept = await readOf('many.txt', many);
  expect(kept?.length).toBeGreaterThan(50_000);
  expect(many.startsWith(kept ?? '-')).toBe(true);
});

test('uploads in pieces are read, too', async () => {
  const text = 'sent in pieces';
  const { id } = await ann.call(createUpload, {
    body: { channel_id: channel.id, filename: 'pieces.txt', file_size: text.length },
  });
  const body = new Blob([text]).stream();
  const info = await ann.client.upload(sendUpload, { params: { upload_id: id }, body });
  await server.runJobsToEmpty();
  expect(await contentOf(String(info?.id))).toBe(text);
});

test('while it is switched off nothing is read; an administrator has what is there read later', async () => {
  await server.configure({ FileSettings: { ExtractContent: false } });
  expect(await readOf('later.txt', 'read later')).toBe('');
  const { id } = await sends(ann, channel, 'later.docx', word('in Word'));
  const gone = await sends(ann, channel, 'gone.txt', 'gone');
  const lost = await sends(ann, channel, 'lost.txt', 'its content is lost');
  await db.updateTable('fileinfo').set({ delete_at: 1 }).where('id', '=', gone.id).execute();
  const { path } = await db.selectFrom('fileinfo').select('path').where('id', '=', lost.id).executeTakeFirstOrThrow();
  await server.app.services.files.remove(String(path));
  await server.configure({ FileSettings: { ExtractContent: true } });
  const admin = await server.make.admin();
  const run = async (data: Record<string, string>) => {
    const { id: job_id } = await admin.call(createJob, { body: { type: 'extract_content', data } });
    await server.runJobsToEmpty();
    return admin.call(getJob, { params: { job_id } });
  };
  expect(await run({ from: '0', to: '1' })).toMatchObject({ status: 'success' });
  expect(await contentOf(id)).toBe('');
  expect(await run({})).toMatchObject({ status: 'success' });
  expect(await contentOf(id)).toBe('in Word');
  expect([await contentOf(gone.id), await contentOf(lost.id)]).toEqual(['', '']);
});
