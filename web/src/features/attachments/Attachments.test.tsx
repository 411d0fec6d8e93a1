import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { Attachments } from './Attachments.tsx';

const markup = (...attachments: unknown[]) =>
  renderToStaticMarkup(
    <Attachments
      attachments={attachments}
      scope={{ emoji: (name) => (name === 'rocket' ? { character: '🚀' } : undefined) }}
    />,
  );

test('a named colour gives spine, mark and, without a title, a word', () => {
  expect(markup({ color: 'good', text: 'x' })).toMatch(/<div class="slip ok">.*<span class="state ok">.*Good/);
  expect(markup({ color: 'danger', title: 'x' })).toMatch(
    /<div class="slip bad">.*aria-label="Danger".*class="lead">x</,
  );
  expect(markup({ color: 'warning', title: 'x' })).toContain('<div class="slip warn">');
  expect(markup({ color: '#123456', title: 'x' })).toContain('<div class="slip" style="--spine:#123456">');
  expect(markup({ title: 'x' })).not.toContain('mark');
});

test('titles, texts, fields and footers are messages like any other', () => {
  const html = markup({
    pretext: '**before**',
    author_name: 'CI',
    author_link: 'https://ci.example',
    title: 'Deploy :rocket:',
    title_link: 'https://ci.example/42',
    text: 'on `main`\n- one',
    fields: [
      { title: 'Build', value: '**123**', short: true },
      { title: 'Log', value: '```\nok\n```', short: false },
    ],
    footer: 'build *server*',
    ts: 1_700_000_000,
  });
  expect(html).toContain('<div class="pretext"><p dir="auto"><strong>before</strong></p></div>');
  expect(html).toMatch(/<a href="https:\/\/ci.example\/42"[^>]*>Deploy <span class="emo-char"[^>]*>🚀<\/span><\/a>/);
  expect(html).toMatch(/class="txt"><p dir="auto">on <code>main<\/code><\/p><ul class="bul"/);
  expect(html).toContain('<div><dt>Build</dt><dd><p dir="auto"><strong>123</strong></p></dd></div>');
  expect(html).toMatch(/<div class="long"><dt>Log<\/dt><dd><div class="code wide bare">/);
  expect(html).toContain('build <em>server</em>');
  expect(html).toContain('dateTime="2023-11-14T22:13:20.000Z"');
});

test('a label of a link holds no other link', () => {
  const html = markup({ title: 'see https://b.example and a@b.example @ann', title_link: 'https://ci.example' });
  expect(html.match(/<a /g)).toHaveLength(1);
});

test('nothing to show is nothing; many wait for a press', () => {
  expect(markup()).toBe('');
  expect(markup(null, {}, 'x')).toBe('');
  const many = markup(...Array.from({ length: 50 }, (_, i) => ({ text: `slip${i + 1}.` })));
  expect(many).toContain('slip20.');
  expect(many).not.toContain('slip21.');
  expect(many).toContain('Show 30 more');
});
