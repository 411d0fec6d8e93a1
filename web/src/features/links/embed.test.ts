import type { Post, PostEmbed } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';

import { shownLink } from './embed.ts';

const of = (embed: PostEmbed, more: Partial<Post> = {}) =>
  // Of a post, nothing else is looked at.
  shownLink({ message: 'text', props: {}, metadata: { embeds: [embed] }, ...more } as Post);

const url = 'https://a.example/b';

test('a page shows what it says of itself, and else its host and address', () => {
  const images = [{ url: 'http://a.example/x.png', secure_url: 'https://a.example/x.png' }];
  const data = { title: 'Title', description: 'More', site_name: 'Site', images };
  expect(of({ type: 'opengraph', url, data })).toEqual({
    kind: 'page',
    href: url,
    site: 'Site',
    title: 'Title',
    description: 'More',
    picture: 'https://a.example/x.png',
  });
  expect(of({ type: 'opengraph', url, data: { images } })).toMatchObject({ site: 'a.example', title: url });
});

test.each<[string, PostEmbed]>([
  ['an address that runs', { type: 'opengraph', url: 'javascript:alert(1)', data: { title: 'x' } }],
  ['a page without a word', { type: 'opengraph', url, data: { images: [{ url: 'data:image/png;base64,x' }] } }],
  ['odd data', { type: 'opengraph', url, data: { title: {}, images: {} } }],
  ['a link of which nothing is known', { type: 'link', url }],
  ['a message that is not there', { type: 'permalink', data: {} }],
])('nothing is shown of %s', (_what, embed) => {
  expect(of(embed)).toBeUndefined();
});

test('a preview that its author took away is not shown, nor a picture that stands in the text', () => {
  expect(of({ type: 'image', url })).toEqual({ kind: 'picture', src: url });
  expect(of({ type: 'image', url }, { props: { remove_link_preview: 'true' } })).toBeUndefined();
  expect(of({ type: 'image', url }, { message: `![x](${url})` })).toBeUndefined();
  expect(of({ type: 'image', url }, { message: 'changed', message_source: `![x](${url} "y")` })).toBeUndefined();
});
