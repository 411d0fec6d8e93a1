import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { slackText, slackTitle, userIdsIn } from './slack-text.ts';

const ann = 'a'.repeat(26);
const nobody = 'n'.repeat(26);
const usernames = new Map([[ann, 'ann.b-c_d']]);
const text = (sent: string) => slackText(sent, usernames);

test.each([
  ['<!channel> and <!here>, <!all>', '@channel and @here, @all'],
  ['<!everyone> <!Channel> <!here >', '<!everyone> <!Channel> <!here >'],
  [`hello <@${ann}>!`, 'hello @ann.b-c_d!'],
  [`hello <@${nobody}>`, `hello <@${nobody}>`],
  ['hello <@U123ABC>', 'hello <@U123ABC>'],
  ['Build <https://ci.example/42|#42> done <!here>', 'Build [#42](https://ci.example/42) done @here'],
  ['<https://a.example|a><https://b.example|b c>', '[a](https://a.example)[b c](https://b.example)'],
  ['see <https://a.example>', 'see <https://a.example>'],
  ['<https://a.example|two\nlines>', '<https://a.example|two\nlines>'],
  ['<https://a.example|a|b>', '<https://a.example|a|b>'],
  ['<<https://a.example|a>>', '<[a](https://a.example)>'],
  ['<|a> <a|> <>', '<|a> <a|> <>'],
  ['<https://a.example|$1 and $&>', '[$1 and $&](https://a.example)'],
  ['*bold* ~strike~ &amp; &lt;', '*bold* ~strike~ &amp; &lt;'],
  ['a < b | c > d', 'a [ c ]( b ) d'],
])('%j becomes %j', (sent, shown) => expect(text(sent)).toBe(shown));

test('a title keeps its links', () => {
  expect(slackTitle(`<!here> <@${ann}> <https://a.example|a>`, usernames)).toBe(
    '@here @ann.b-c_d <https://a.example|a>',
  );
});

test('who is called is found once for each time', () => {
  expect(userIdsIn(`<@${ann}> <@${nobody}> <@${ann}> <@U1>`)).toEqual([ann, nobody, ann]);
});

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom('<', '>', '|', '!', '@', '\n', '<!here>', '<!', '<@', `<@${ann}>`, '<https://a.example|', '|b>'),
    fc.string({ unit: 'binary' }),
  ),
);

test('never throws, and leaves nobody behind whom it knows', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const shown = text(parts.join(''));
      expect(shown).not.toMatch(/<!(?:channel|here|all)>/);
      expect(shown).not.toContain(`<@${ann}>`);
    }),
  );
});

test('what it knows becomes ours wherever it stands, and all else stays', () => {
  const plain = fc.string({ unit: 'binary' }).map((sent) => sent.replaceAll(/[<>|]/g, ''));
  const label = plain.map((sent) => `x${sent.replaceAll('\n', '')}`);
  const segment = fc.oneof(
    plain.map((sent) => [sent, sent]),
    fc.constantFrom('channel', 'here', 'all').map((all) => [`<!${all}>`, `@${all}`]),
    fc.constant([`<@${ann}>`, '@ann.b-c_d']),
    fc.constant([`<@${nobody}>`, `<@${nobody}>`]),
    fc.tuple(fc.webUrl(), label).map(([url, shown]) => [`<${url}|${shown}>`, `[${shown}](${url})`]),
    fc.webUrl().map((url) => [`<${url}>`, `<${url}>`]),
  );
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      expect(text(segments.map(([sent]) => sent).join(''))).toBe(segments.map(([, shown]) => shown).join(''));
    }),
  );
});

test('text without angle brackets is as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (sent) => {
      const plain = sent.replaceAll('<', '');
      expect(text(plain)).toBe(plain);
    }),
  );
});

test.each(['<', '<a|', '<a|b', '<!', '<@', '<@a', `<@${ann}`, 'a|', '<a', '>', '<!here'])(
  '300 kB of %j take as many steps as they have characters, not their square',
  (piece) => {
    const hostile = piece.repeat(Math.ceil(300_000 / piece.length));
    expect(text(hostile)).toHaveLength(hostile.length);
  },
  10_000,
);
