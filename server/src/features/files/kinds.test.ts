import { assert, asyncProperty, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { handingOf, typeOf } from './kinds.ts';
import { png } from './testing.ts';

const bytes = (text: string) => Buffer.from(text);
const emptyZip = Buffer.concat([bytes('PK\x03\x04'), Buffer.alloc(60)]);

test.each([
  ['a picture whatever it is called', png, 'html', 'image/png'],
  ['a script that calls itself a picture', bytes('<script>alert(1)</script>'), 'png', 'text/html'],
  ['a page behind a comment', bytes('<!-- x --><html>'), 'txt', 'text/html'],
  ['a drawing that calls itself text', bytes('<?xml version="1.0"?>\n<svg onload="x">'), 'txt', 'image/svg+xml'],
  ['text', bytes('hello'), 'txt', 'text/plain'],
  ['text cut in the middle of a character', bytes('héllo').subarray(0, 2), 'txt', 'text/plain'],
  ['text that only calls itself a picture', bytes('hello'), 'jpg', 'text/plain'],
  ['Markdown', bytes('# hello'), 'md', 'text/markdown'],
  ['a document in an archive', emptyZip, 'docx', expect.stringContaining('wordprocessingml')],
  ['an archive', emptyZip, 'zip', 'application/zip'],
  ['a page', bytes('%PDF-1.7\n'), 'exe', 'application/pdf'],
  ['nothing', Buffer.alloc(0), 'png', 'text/plain'],
  ['noise', Buffer.from([0, 1, 2, 3, 255]), 'png', 'application/octet-stream'],
])('%s', async (_what, head, extension, type) => {
  expect(await typeOf(head, extension)).toEqual(type);
});

test('a picture that is also a page is shown as a picture only', async () => {
  const both = Buffer.concat([bytes('GIF89a/*'), Buffer.alloc(20, 0x20), bytes('*/=1;<script>alert(1)</script>')]);
  expect(handingOf(await typeOf(both, 'html'))).toEqual({ type: 'image/gif', disposition: 'inline' });
});

test('no content keeps the server from saying something of it', async () => {
  await assert(
    asyncProperty(uint8Array({ maxLength: 4_100 }), async (head) => {
      expect(await typeOf(head, 'bin')).toMatch(/^[a-z]+\/[a-z0-9.+-]+/);
    }),
    { numRuns: 500 },
  );
});

test.each([
  'text/html',
  'image/svg+xml',
  'application/xhtml+xml',
  'text/javascript',
  'application/x-javascript',
  'application/ecmascript',
  'text/xml; charset=utf-8',
  'TEXT/HTML',
  'multipart/x-mixed-replace',
  'message/rfc822',
])('%s, which a browser might run, is saved as text', (type) => {
  expect(handingOf(type)).toEqual({ type: 'text/plain; charset=utf-8', disposition: 'attachment' });
});

test.each([
  ['image/png', { type: 'image/png', disposition: 'inline' }],
  ['video/mp4', { type: 'video/mp4', disposition: 'inline' }],
  ['application/pdf', { type: 'application/pdf', disposition: 'attachment' }],
  ['', { type: 'application/octet-stream', disposition: 'attachment' }],
  ['nonsense\r\nX-Evil: 1', { type: 'application/octet-stream', disposition: 'attachment' }],
])('%j is handed out as it should', (type, handing) => {
  expect(handingOf(type)).toEqual(handing);
});
