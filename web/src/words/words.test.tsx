import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';

import { compiledCatalogue, compiledTexts } from '../../build/words.ts';
import { dayFormat, listOf, numberOf } from './formats.ts';
import { currentLanguage, knownLanguage, localeTag, show, speak } from './language.ts';
import { Trans } from './Trans.tsx';
import { i18n, msg, t } from './words.ts';

afterEach(() => show('en'));

const rows = (count: number) => t('{count, plural, =0 {no rows} one {# row} other {# rows}}', { count });

test('a text is said in English without a catalogue, with plurals', () => {
  expect(t('Sign in')).toBe('Sign in');
  expect(t('{who} joined', { who: 'Ann' })).toBe('Ann joined');
  expect([0, 1, 2, 1200].map(rows)).toEqual(['no rows', '1 row', '2 rows', '1,200 rows']);
});

test('it is said in the language spoken then', async () => {
  const later = msg('Today');
  expect(await speak('de')).toBe(true);
  i18n.load('de', {
    '{count, plural, =0 {no rows} one {# row} other {# rows}}':
      '{count, plural, =0 {keine Zeilen} one {# Zeile} other {# Zeilen}}',
  });
  expect(t(later)).toBe('Heute');
  expect([0, 1, 2, 1200].map(rows)).toEqual(['keine Zeilen', '1 Zeile', '2 Zeilen', '1.200 Zeilen']);
  expect(t('A text without translation' as 'x')).toBe('A text without translation');
});

test('the later choice of language wins', async () => {
  const slow = speak('de');
  await speak('en');
  await slow;
  expect(currentLanguage()).toBe('en');
});

test('dates, numbers and lists follow', async () => {
  const day = new Date(2024, 10, 20);
  expect(dayFormat().format(day)).toMatch(/Wednesday/);
  expect(listOf(['Ann', 'Bo', 'Cy'])).toBe('Ann, Bo and Cy');
  expect(numberOf(12345)).toBe('12,345');
  await speak('de');
  expect(dayFormat().format(day)).toBe('Mittwoch, 20. November');
  expect(listOf(['Ann', 'Bo', 'Cy'])).toBe('Ann, Bo und Cy');
  expect(numberOf(12345)).toBe('12.345');
});

test('the first known language is spoken, in the form of the reader', () => {
  expect(knownLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(knownLanguage(['EN_us'])).toBe('en');
  expect(knownLanguage(['fr', '', 'toString'])).toBeUndefined();
  expect(localeTag('de', ['en-US', 'de-AT'])).toBe('de-AT');
  expect(localeTag('de', ['en-US'])).toBe('de');
  expect(localeTag('en', ['fr'])).toBe('en-GB');
  expect(localeTag('en', ['en_US'])).toBe('en-GB');
});

const drawn = (node: React.ReactNode) => renderToStaticMarkup(<>{node}</>);

test('a sentence holds elements where its language wants them', () => {
  const parts = { who: <b>Ann</b>, link: (inside: string) => <i>{inside}</i> };
  expect(
    drawn(<Trans text="<who/> opened <link>the {kind} door</link>." values={{ kind: 'blue' }} parts={parts} />),
  ).toBe('<b>Ann</b> opened <i>the blue door</i>.');
});

test('what people wrote is never taken for an element', () => {
  const parts = { link: (inside: string) => <i>{inside}</i> };
  expect(drawn(<Trans text="{name}: <link>{name}</link>" values={{ name: '<link>x</link>' }} parts={parts} />)).toBe(
    '&lt;link&gt;x&lt;/link&gt;: <i>&lt;link&gt;x&lt;/link&gt;</i>',
  );
});

test('the build compiles what has places, in code and catalogue under the same name', () => {
  const code = compiledTexts(
    'a.tsx',
    `import '/words/words.ts'; t('Save'); t('{n} rows', { n }); <Trans text="by <who/> {n}" />; t(a ? 'x {n}' : 'y')`,
  );
  const [, id] = /\{"id":"(.{6})","message":\[\["n"\]," rows"\]\}/.exec(code) ?? [];
  expect(code).toContain(`t('Save');`);
  expect(code).toMatch(/text=\{\{"id":".{6}","message":\["by <who\/> ",\["n"\]\]\}\}/);
  expect(code).toMatch(/t\(a \? \{"id":".{6}".*\} : 'y'\)/);
  expect(JSON.parse(compiledCatalogue('{"Save":"Sichern","{n} rows":"{n} Zeilen"}'))).toEqual({
    Save: 'Sichern',
    [id ?? '']: [['n'], ' Zeilen'],
  });
});
