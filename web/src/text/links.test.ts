import { expect, test } from 'vitest';

import { pathOnServer, safeHref, safeImageSrc } from './links.ts';

test('known schemes, bare domains and paths on this server may be followed', () => {
  expect(safeHref('https://a.example/b?c#d')).toBe('https://a.example/b?c#d');
  expect(safeHref('HTTP://A.example')).toBe('http://a.example/');
  expect(safeHref('mailto:ann@a.example')).toBe('mailto:ann@a.example');
  expect(safeHref('tel:+351210000000')).toBe('tel:+351210000000');
  expect(safeHref('a.example/b')).toBe('http://a.example/b');
  expect(safeHref('a.example:8065/b')).toBe('http://a.example:8065/b');
  expect(safeHref('/oakhaven/channels/incidents')).toBe('/oakhaven/channels/incidents');
});

test('nothing else may, however it is disguised', () => {
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\u200bscript:x',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.example/x',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '',
    'foo',
    '#top',
    '?x',
    'about:blank',
    'https://',
    'view-source:https://a.example',
  ];
  for (const href of hostile) expect(safeHref(href), JSON.stringify(href)).toBeUndefined();
});

test('pictures come over HTTP or from this server', () => {
  expect(safeImageSrc('https://a.example/b.png')).toBe('https://a.example/b.png');
  expect(safeImageSrc('/api/v4/files/x')).toBe('/api/v4/files/x');
  for (const src of ['mailto:a@b.example', 'ftp://a.example/b.png', 'data:image/png;base64,x']) {
    expect(safeImageSrc(src), src).toBeUndefined();
  }
});

test('an address of this server is a path within it', () => {
  const origins = ['https://chat.example', ''];
  expect(pathOnServer('https://chat.example/a/b', origins)).toBe('/a/b');
  expect(pathOnServer('https://chat.example', origins)).toBe('/');
  expect(pathOnServer('https://chat.example.evil.example/a', origins)).toBeUndefined();
  expect(pathOnServer('https://other.example/a', origins)).toBeUndefined();
  expect(pathOnServer('/a', [])).toBe('/a');
});
