import { expect, test } from 'vitest';
import { catalogues, faults, inOrder, webCode } from './words.ts';
import type { Source } from './sources.ts';

test('every text of the web client can be said in every language', () => {
  expect(faults(webCode(), catalogues())).toEqual([]);
});

const code = (text: string): Source[] => [{ path: 'web/src/a.tsx', text }];
const german = (texts: Record<string, string>): Source[] => [
  { path: 'web/src/words/de.json', text: JSON.stringify(texts) },
];

test.each([
  ['between tags', `<p>Sign in</p>`, 'Sign in'],
  ['between braces', `<p>{busy ? 'Saving' : note}</p>`, 'Saving'],
  ['beside a value', `<p>{count} members</p>`, 'members'],
  ['after a condition', `<p>{isOld && 'edited'}</p>`, 'edited'],
  ['a label', `<button aria-label="Close" />`, 'Close'],
  ['a label with a value', '<button aria-label={`Remove ${name}`} />', 'Remove _'],
  ['a title', `<i title="pinned" />`, 'pinned'],
  ['a placeholder', `<input placeholder="name" />`, 'name'],
  ['a picture', `<img alt="portrait" />`, 'portrait'],
  ['a property of a part', `<Empty text="nobody yet" />`, 'nobody yet'],
  ['a declaration', `const rows = [{ label: 'as the system' }];`, 'as the system'],
  ['a choice of sentences', `const say = isOld ? 'It is old.' : t('It is new.');`, 'It is old.'],
  ['what a function returns', 'const ago = (n: number) => `${n} hours ago`;', '_ hours ago'],
  ['a plural of two words', 'const all = `${n} ${n === 1 ? "reply" : "replies"}`;', 'reply'],
  ['one word of a list', `const words = ['Weak', 'Fair'] as const;`, 'Weak'],
  ['inside a message', `t('{who} left', { who: 'Somebody' })`, 'Somebody'],
  ['inside a part of a message', `<Trans text="by <who/>" parts={{ who: <b>Somebody</b> }} />`, 'Somebody'],
])('a text in code is found: %s', (_where, text, loose) => {
  const said = german({ 'It is new.': 'Es ist neu.', '{who} left': '{who} ist weg', 'by <who/>': 'von <who/>' });
  const found = faults(code(text), said).filter((fault) => fault.includes('stands in code'));
  expect(found[0]).toContain(`“${loose}” stands in code`);
});

test.each([
  ['names of classes', `<p className="row small wide">{name}</p>`],
  ['signs', `<p>·</p>`],
  ['keys', `const isDone = event.key === 'Enter' || keys.has('Escape');`],
  ['what is compared', `if (kind === 'Direct message') show();`],
  ['faults of the program', `throw new Error('There is no such row.');`],
  ['code', `<code>npm start</code>`],
  ['types', `type Kind = 'Open' | 'Closed';`],
  ['the name of the product', `<h1>Innermost</h1>`],
])('no text for people: %s', (_what, text) => {
  expect(faults(code(text), german({}))).toEqual([]);
});

test('a catalogue lacks nothing, holds nothing else, and keeps the places', () => {
  const used = code(`t('Save'); t(isOpen ? 'Close' : 'Open'); msg('{n, plural, one {# row} other {# rows}}');`);
  expect(
    faults(
      used,
      german({
        Save: '',
        Close: 'Schließen',
        Gone: 'Weg',
        '{n, plural, one {# row} other {# rows}}': '{m, plural, one {# Zeile} other {# Zeilen}}',
      }),
    ),
  ).toEqual([
    expect.stringContaining('lacks “Save”'),
    expect.stringContaining('lacks “Open”'),
    expect.stringContaining('holds “Gone”'),
    expect.stringContaining('has not the places of'),
  ]);
});

test('a message gets what it has places for', () => {
  const said = german({ '{n} of {all}': '{n} von {all}' });
  expect(faults(code(`t('{n} of {all}', { n, every })`), said)).toEqual([
    expect.stringContaining('is not given all'),
    expect.stringContaining('has no place for every'),
  ]);
  expect(faults(code(`<Trans text="{n} of {all}" values={{ n }} parts={{ all: <i /> }} />`), said)).toEqual([]);
  expect(faults(code(`t('{n, plural, one {#}')`), said)[0]).toContain('is malformed');
});

test('a catalogue is written in order, with what it holds', () => {
  expect(inOrder('{"b":"B","old":"Alt"}', ['b', 'a', 'b'])).toBe('{\n  "a": "",\n  "b": "B"\n}\n');
});
