import { Readable } from 'node:stream';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { DocumentKind } from './kinds.ts';
import { readDocument, UnreadableDocument, type Reading } from './read-document.ts';
import { pdfSaying } from './testing.ts';

const read = (kind: DocumentKind, content: string | Uint8Array, more: Partial<Reading> = {}) =>
  readDocument(() => Promise.resolve(Readable.from([Buffer.from(content)])), {
    kind,
    most: 10_000,
    signal: new AbortController().signal,
    ...more,
  });

const zip = (entries: Zippable) => zipSync(entries);
const word = (body: string) =>
  zip({ 'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`) });

describe('what is said in', () => {
  test.each<[string, DocumentKind, string | Uint8Array, string]>([
    ['plain text', 'text', 'Grüße  an\n\n\nalle\0', 'Grüße an\nalle'],
    ['older text', 'text', Buffer.from('Grüße', 'latin1'), 'Grüße'],
    ['text of two bytes', 'text', Buffer.from('\uFEFF東京', 'utf16le'), '東京'],
    ['a PDF', 'pdf', pdfSaying('Hello harbour'), 'Hello harbour'],
    [
      'Word',
      'word',
      word(
        '<w:p><w:r><w:t>One &amp;</w:t><w:tab/><w:t>two</w:t><w:instrText>HIDDEN</w:instrText></w:r></w:p><w:p><w:t>three</w:t></w:p>',
      ),
      'One & two\nthree',
    ],
    [
      'slides, in their order',
      'slides',
      zip({
        'ppt/slides/slide10.xml': strToU8('<p:sld><a:p><a:t>last</a:t></a:p></p:sld>'),
        'ppt/slides/slide2.xml': strToU8('<p:sld><a:p><a:t>first</a:t></a:p></p:sld>'),
      }),
      'first\nlast',
    ],
    [
      'a sheet',
      'sheet',
      zip({
        'xl/sharedStrings.xml': strToU8('<sst><si><t>cranes</t></si><si><t>noon</t></si></sst>'),
        'xl/worksheets/sheet1.xml': strToU8('<row><c t="inlineStr"><is><t>inline</t></is></c></row>'),
      }),
      'cranes\nnoon\ninline',
    ],
    [
      'an open document',
      'open',
      zip({ 'content.xml': strToU8('<office:body><text:h>Head</text:h><text:p>a<text:s/>b</text:p></office:body>') }),
      'Head\na b',
    ],
    [
      'an archive of documents',
      'archive',
      zip({
        'a.txt': strToU8('first'),
        'b.docx': word('<w:p><w:t>second</w:t></w:p>'),
        'c.exe': strToU8('no'),
        'd.pdf': strToU8('broken'),
      }),
      'a.txt\nfirst\nb.docx\nsecond\nd.pdf',
    ],
  ])('%s', async (_what, kind, content, text) => {
    expect(await read(kind, content)).toBe(text);
  });
});

describe('a hostile document harms nobody:', () => {
  test('entities that grow are not known', async () => {
    const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const xml = `<!DOCTYPE x [<!ENTITY e0 "boom">${entities}]><w:document><w:p><w:t>before &e10; after</w:t></w:p></w:document>`;
    const text = await read('word', zip({ 'word/document.xml': strToU8(xml) }));
    expect(text).toContain('before');
    expect(text.length).toBeLessThan(100);
  });

  test('what unpacks to more than a reader may hold is left out, the rest is read', async () => {
    const bomb = zip({
      'word/document.xml': strToU8('<w:p><w:t>small</w:t></w:p>'),
      'word/header1.xml': new Uint8Array(80_000_000),
    });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await read('word', bomb)).toBe('small');
  });

  test('an archive that lies about its sizes gets no more room than it says', async () => {
    const honest = Buffer.from(zip({ 'content.xml': [new Uint8Array(30_000_000).fill(0x61), { level: 9 }] }));
    // The size in the directory at its end.
    const directory = honest.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    honest.writeUInt32LE(10, directory + 24);
    expect((await read('open', honest).catch(() => '')).length).toBeLessThanOrEqual(10);
  });

  test('text is cut where it is enough', async () => {
    expect(await read('text', 'word '.repeat(100_000), { most: 100 })).toHaveLength(100);
    expect(await read('word', word('<w:p><w:t>word </w:t></w:p>'.repeat(100_000)), { most: 100 })).toHaveLength(100);
  });

  test.each<[string, DocumentKind, string | Uint8Array]>([
    ['a broken PDF', 'pdf', '%PDF-1.7\ngarbage'],
    ['half a PDF', 'pdf', Buffer.from(pdfSaying('x')).subarray(0, 40)],
    ['no archive', 'word', 'PK no archive'],
    ['nothing', 'sheet', ''],
  ])('%s cannot be read', async (_what, kind, content) => {
    await expect(read(kind, content)).rejects.toBeInstanceOf(UnreadableDocument);
  });

  test('one that takes too long, or too much memory, is ended', async () => {
    const endless = () => Promise.resolve(new Readable({ read: () => undefined }));
    const signal = new AbortController().signal;
    const slow = readDocument(endless, { kind: 'text', most: 10, patienceMs: 300, signal });
    await expect(slow).rejects.toThrow(/longer than 300 ms/);
    const large = zip({ 'content.xml': [new Uint8Array(60_000_000).fill(0x3c), { level: 1 }] });
    await expect(read('open', large, { memory: 60_000_000 })).rejects.toBeInstanceOf(UnreadableDocument);
  });

  test('who stops it hears their own reason, and a source that fails its own', async () => {
    const stopping = new AbortController();
    const endless = () => Promise.resolve(new Readable({ read: () => undefined }));
    const reading = readDocument(endless, { kind: 'text', most: 10, signal: stopping.signal });
    stopping.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    const failing = () => Promise.reject(new Error('the store is away'));
    const signal = new AbortController().signal;
    await expect(readDocument(failing, { kind: 'text', most: 10, signal })).rejects.toThrow('the store is away');
  });
});
