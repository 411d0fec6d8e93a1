import type { MessageAttachment } from '@innermost/protocol/webhooks.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitContent, type Content } from './split-posts.ts';

const most = 760_000;
const attachment = (text: string, id = 1): MessageAttachment => ({ id, text });
const split = (content: Content, props: object = {}, longest = 16_383) =>
  splitContent(content, JSON.stringify(props).length, longest);
const sizeWith = (props: object, attachments: readonly MessageAttachment[]) =>
  JSON.stringify({ ...props, attachments }).length;

test('what fits is one post, also when it is empty', () => {
  const content = { message: 'hello', attachments: [attachment('a'), attachment('b', 2)] };
  expect(split(content)).toEqual([content]);
  expect(split({ message: '', attachments: [] })).toEqual([{ message: '', attachments: [] }]);
});

test('long text is cut by characters, and the attachments come with its end', () => {
  const message = 'a'.repeat(16_383) + '😀'.repeat(16_383) + 'end';
  expect(split({ message, attachments: [attachment('x')] })).toEqual([
    { message: 'a'.repeat(16_383), attachments: [] },
    { message: '😀'.repeat(16_383), attachments: [] },
    { message: 'end', attachments: [attachment('x')] },
  ]);
  expect(split({ message: '😀'.repeat(16_383), attachments: [] })).toHaveLength(1);
});

test('attachments that make the props too large go on in posts without text', () => {
  const attachments = [1, 2, 3, 4, 5].map((id) => attachment('x'.repeat(300_000), id));
  const posts = split({ message: 'hello', attachments });
  expect(posts.map(({ message, attachments: own }) => [message, own.map(({ id }) => id)])).toEqual([
    ['hello', [1, 2]],
    ['', [3, 4]],
    ['', [5]],
  ]);
});

test('an attachment too large for any post has its text cut, never within a character', () => {
  const props = { card: 'c'.repeat(1000) };
  const [post, ...more] = split({ message: '', attachments: [attachment('😀'.repeat(400_000))] }, props);
  expect(more).toEqual([]);
  const size = sizeWith(props, post?.attachments ?? []);
  expect(size).toBeLessThanOrEqual(most);
  expect(size).toBeGreaterThan(most - 4);
  expect(post?.attachments[0]?.text).toMatch(/^(?:😀)+$/u);
});

test('an attachment that stays too large without its text is refused', () => {
  const huge = { id: 1, text: 'some', fallback: 'f'.repeat(most) };
  const refused = { id: 'web.incoming_webhook.split_props_length.app_error', status: 400 };
  expect(() => split({ message: '', attachments: [huge] })).toThrow(expect.objectContaining(refused));
  expect(() => split({ message: '', attachments: [attachment('x')] }, { card: 'c'.repeat(most) })).toThrow(
    expect.objectContaining(refused),
  );
  // Without attachments there is nothing to split: the limits of a post decide.
  expect(split({ message: 'x', attachments: [] }, { card: 'c'.repeat(most) })).toHaveLength(1);
});

test('nothing is lost or reordered, and nothing is larger than it may be', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const sizes = fc.array(fc.integer({ min: 0, max: 500_000 }), { maxLength: 6 });
  fc.assert(
    fc.property(text, sizes, fc.integer({ min: 1, max: 20 }), (message, lengths, longest) => {
      const attachments = lengths.map((length, index) => attachment('"'.repeat(length / 2), index + 1));
      const posts = split({ message, attachments }, {}, longest);
      expect(posts.map((post) => post.message).join('')).toBe(message);
      expect(posts.flatMap((post) => post.attachments)).toEqual(attachments);
      for (const post of posts) {
        expect(Array.from(post.message).length).toBeLessThanOrEqual(longest);
        expect(sizeWith({}, post.attachments)).toBeLessThanOrEqual(most);
      }
    }),
    { numRuns: 30 },
  );
});

describe('code', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}\n`).join('');
  const texts = (message: string, longest: number) =>
    split({ message, attachments: [] }, {}, longest).map((post) => post.message);

  test.each([
    ['```', '```'],
    ['````sh', '````'],
    ['~~~ts title', '~~~'],
  ])('of a fence %j is closed where a post ends, and goes on in the next', (opening, closing) => {
    const code = lines(100);
    const posts = texts(`before\n${opening}\n${code}${closing}\nafter`, 300);
    expect(posts.length).toBeGreaterThan(2);
    for (const [at, post] of posts.entries()) {
      expect(Array.from(post).length).toBeLessThanOrEqual(300);
      if (at > 0) expect(post.startsWith(`${opening}\n`)).toBe(true);
      if (at < posts.length - 1) expect(post.endsWith(`\n${closing}`)).toBe(true);
    }
    const inside = posts.map((post) => post.split('\n').filter((line) => line.startsWith('line')));
    expect(inside.flat().join('\n')).toBe(code.trimEnd());
    expect(posts.at(-1)?.endsWith(`${closing}\nafter`)).toBe(true);
  });

  test('is never torn out of the line of its fence, nor reopened after it ended', () => {
    const text = `${'x'.repeat(95)}\n\`\`\`js\ncode\n\`\`\`\n${'y'.repeat(90)}`;
    for (let longest = 97; longest < 125; longest += 1) {
      const posts = texts(text, longest);
      for (const post of posts) expect((post.match(/^```/gm) ?? []).length % 2, `${longest}: ${post}`).toBe(0);
      expect(posts.join('').match(/code/g)).toHaveLength(1);
    }
  });

  test('a line of marks is a line, and no fence that would fill every post', () => {
    for (const mark of ['~', '`']) {
      const message = mark.repeat(16_000);
      const posts = split({ message, attachments: [] }, {}, 4_000);
      expect(posts.map((post) => post.message).join('')).toBe(message);
      expect(posts).toHaveLength(4);
    }
  });

  test('of one line longer than a post is cut within it', () => {
    const posts = texts(`\`\`\`\n${'z'.repeat(1000)}\n\`\`\``, 200);
    for (const post of posts) expect(post).toMatch(/^```\nz+\n```$/);
    expect(posts.join('').replaceAll(/[^z]/g, '')).toHaveLength(1000);
  });

  test('in an attachment that is cut is closed', () => {
    const text = `\`\`\`\n${'q'.repeat(900_000)}`;
    const [post] = split({ message: '', attachments: [attachment(text)] });
    expect(post?.attachments[0]?.text).toMatch(/^```\nq+\n```$/);
    expect(sizeWith({}, post?.attachments ?? [])).toBeLessThanOrEqual(most);
  });
});
