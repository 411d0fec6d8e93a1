import { expect, test } from 'vitest';

import { applyFormat, insertText, type Format, type Selection } from './format.ts';

/** `|` marks the ends of the selection; one alone is a caret. */
function read(marked: string): Selection {
  const start = marked.indexOf('|');
  const rest = marked.slice(0, start) + marked.slice(start + 1);
  const end = rest.indexOf('|');
  return end === -1
    ? { text: rest, start, end: start }
    : { text: rest.slice(0, end) + rest.slice(end + 1), start, end };
}

function show({ text, start, end }: Selection): string {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
}

const format = (marked: string, kind: Format) => show(applyFormat(read(marked), kind));

test('a format goes around the selection and comes off again', () => {
  expect(format('a |word| b', 'bold')).toBe('a **|word|** b');
  expect(format('a **|word|** b', 'bold')).toBe('a |word| b');
  expect(format('|', 'italic')).toBe('*|*');
  expect(format('**|word|**', 'italic')).toBe('***|word|***');
  expect(format('~~|x|~~', 'strike')).toBe('|x|');
});

test('code is inline within a line and a block over lines', () => {
  expect(format('run |ls| now', 'code')).toBe('run `|ls|` now');
  expect(format('see |a\nb|', 'code')).toBe('see \n```\n|a\nb|\n```');
});

test('a link asks for the part that is missing', () => {
  expect(format('|docs|', 'link')).toBe('[docs](|)');
  expect(format('|https://a.example|', 'link')).toBe('[|](https://a.example)');
  expect(format('|', 'link')).toBe('[|]()');
});

test('lists and quotes take whole lines', () => {
  expect(format('one\nt|wo\nthr|ee', 'list')).toBe('one\n- t|wo\n- thr|ee');
  expect(format('- t|wo\n- thr|ee', 'list')).toBe('t|wo\nthr|ee');
  expect(format('|said', 'quote')).toBe('> |said');
});

test('inserted text takes the place of the selection', () => {
  expect(show(insertText(read('a |b| c'), ':taco: '))).toBe('a :taco: | c');
});
