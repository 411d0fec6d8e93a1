import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { namedIn, slackPlain, slackText } from './slack-text.ts';

const ann = 'a'.repeat(26);
const nobody = 'n'.repeat(26);
const callable = { byId: new Map([[ann, 'ann.b-c_d']]), inTeam: new Set(['bob', 'ann.b-c_d']) };
const text = (sent: string) => slackText(sent, callable);
const plain = (sent: string) => slackPlain(sent, callable);

test.each([
  ['<!channel> and <!here>, <!all>', '@channel and @here, @all'],
  ['<!here|here> <!channel|@channel> <!all|everybody>', '@here @channel @all'],
  ['<!everyone> <!Channel> <!here > <!foo|bar>', '<!everyone> <!Channel> <!here > <!foo|bar>'],
  [`hello <@${ann}>!`, 'hello @ann.b-c_d!'],
  [`hello <@${ann}|somebody>`, 'hello @ann.b-c_d'],
  [`hello <@${nobody}>`, `hello <@${nobody}>`],
  ['hello <@U123ABC>', 'hello <@U123ABC>'],
  ['<@U1|bob> <@U2|@Bob> <@U3|eve> <@U4|Eve Adams>', '@bob @Bob eve Eve Adams'],
  ['in <#C1|ci-cd> and <#C2|#ops>, not <#C3> or <#C4|two words>', 'in ~ci-cd and ~ops, not <#C3> or two words'],
  ['<!subteam^S1|@ops> <!subteam^S1>', '@ops <!subteam^S1>'],
  ['<!date^1392734382^{date_num} {time}|18 Feb>', '18 Feb'],
  ['<!date^1392734382^{date_num}^https://a.example/|18 Feb>', '[18 Feb](https://a.example/)'],
  ['<!date^1392734382^{date_num}>', '2014-02-18 14:39:42 UTC'],
  ['<!date^soon^{date_num}|x> <!date^999999999999^x>', '<!date^soon^{date_num}|x> <!date^999999999999^x>'],
])('calls and dates: %j becomes %j', (sent, shown) => expect(text(sent)).toBe(shown));

test.each([
  ['Build <https://ci.example/42|#42> done <!here>', 'Build [#42](https://ci.example/42) done @here'],
  ['<https://a.example|a><https://b.example|b c>', '[a](https://a.example)[b c](https://b.example)'],
  [
    '<mailto:a@b.example|mail> <tel:+49123|call> <ssh://h|in>',
    '[mail](mailto:a@b.example) [call](tel:+49123) [in](ssh://h)',
  ],
  ['<HTTPS://a.example|A> <www.a.example|w>', '[A](HTTPS://a.example) [w](www.a.example)'],
  ['see <https://a.example>', 'see <https://a.example>'],
  ['see <https://a.example|>', 'see <https://a.example>'],
  ['<https://a.example|two\nlines>', '<https://a.example|two\nlines>'],
  ['<https://a.example|a|b>', '<https://a.example|a|b>'],
  ['<<https://a.example|a>>', '<[a](https://a.example)>'],
  ['<https://a.example|$1 and $&>', '[$1 and $&](https://a.example)'],
  ['<https://a.example?a=1&amp;b=2|x &amp; y>', '[x &amp; y](https://a.example?a=1&b=2)'],
  ['<https://a.example/a_(b)|[x]>', '[[x]](https://a.example/a_(b))'],
  ['<https://a.example/)|x]>', String.raw`[x\]](https://a.example/%29)`],
  ['*bold* ~strike~ &amp; &lt;', '*bold* ~strike~ &amp; &lt;'],
])('links: %j becomes %j', (sent, shown) => expect(text(sent)).toBe(shown));

test.each([
  'usage: svc <start|stop>',
  'a < b | c > d',
  'List<string> <a> <|a> <a|> <>',
  '<javascript:alert(1)|x> <data:text/html,x|x> <https:|x> <http:a|x> <https://a b|x>',
  '</etc/passwd|x> <file.txt|x>',
  '`<https://a.example|x> <!here>` and ``<!here> ` <start|stop>``',
  '```\n<https://a.example|x> <!here>\n```',
  '~~~sh\n<!channel> <@U1|bob>\n~~~',
  '```\nnever closed <!here>',
])('%j arrives as it was typed', (sent) => expect(text(sent)).toBe(sent));

test('outside of code the same text is converted, also after a lonely backtick of another paragraph', () => {
  expect(text('`a` <!here> `b`')).toBe('`a` @here `b`');
  expect(text('a ` b\n\n<!here>\n\nc ` d')).toBe('a ` b\n\n@here\n\nc ` d');
  expect(text('```\n<!here>\n```\n<!here>')).toBe('```\n<!here>\n```\n@here');
});

test('where clients show plain text a link becomes its label', () => {
  expect(plain(`<!here> <@${ann}> <https://a.example|a &amp; b> <https://b.example> <#C1|ops>`)).toBe(
    '@here @ann.b-c_d a & b https://b.example ~ops',
  );
  expect(plain('a &lt;b&gt; &amp;amp; <start|stop>')).toBe('a <b> &amp; <start|stop>');
});

test('who is called is found once for each time, by id and by name', () => {
  expect(namedIn(`<@${ann}> <@${nobody}|Bob> <@${ann}> <@U1|@eve> <@U2|Two Words>`)).toEqual({
    ids: [ann, nobody, ann],
    names: ['bob', 'eve'],
  });
});

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '|',
      '!',
      '@',
      '\n',
      '<!here>',
      '<!',
      '<@',
      `<@${ann}>`,
      '<https://a.example|',
      '|b>',
      '^',
    ),
    fc.string({ unit: 'binary' }).map((sent) => sent.replaceAll(/[`~]/g, '')),
  ),
);

test('never throws, and leaves nobody behind whom it knows', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const shown = text(parts.join(''));
      expect(shown).not.toMatch(/<!(?:channel|here|all)>/);
      expect(shown).not.toContain(`<@${ann}>`);
      plain(parts.join(''));
    }),
  );
});

test('what it knows becomes ours wherever it stands, and all else stays', () => {
  const other = fc.string({ unit: 'binary' }).map((sent) => sent.replaceAll(/[<>|`~]/g, ''));
  const label = other.map((sent) => `x${sent.replaceAll(/[\n[\]]/g, '')}`);
  const url = fc.webUrl({ validSchemes: ['https'] }).map((one) => one.replaceAll(/[()&]/g, ''));
  const segment = fc.oneof(
    other.map((sent) => [sent, sent]),
    fc.constantFrom('channel', 'here', 'all').map((all) => [`<!${all}>`, `@${all}`]),
    fc.constant([`<@${ann}>`, '@ann.b-c_d']),
    fc.constant([`<@${nobody}>`, `<@${nobody}>`]),
    fc.tuple(url, label).map(([address, shown]) => [`<${address}|${shown}>`, `[${shown}](${address})`]),
    url.map((address) => [`<${address}>`, `<${address}>`]),
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
      const without = sent.replaceAll('<', '');
      expect(text(without)).toBe(without);
    }),
  );
});

test.each(['<', '<a|', '<a|b', '<!', '<@', '<@a', `<@${ann}`, 'a|', '<a', '>', '<!here>', '<!date^1^', '`<', '~~~\n<'])(
  '300 kB of %j take as many steps as they have characters, not their square',
  (piece) => {
    const hostile = piece.repeat(Math.ceil(300_000 / piece.length));
    expect(text(hostile).length).toBeLessThanOrEqual(hostile.length);
  },
  10_000,
);
