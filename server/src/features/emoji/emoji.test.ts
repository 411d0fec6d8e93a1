import { Readable } from 'node:stream';
import {
  autocompleteEmoji,
  createEmoji,
  deleteEmoji,
  emojiLimits,
  getEmoji,
  getEmojiByName,
  getEmojiByNames,
  getEmojiImage,
  getSystemEmojiImage,
  listEmoji,
  searchEmoji,
  type CustomEmoji,
} from '@innermost/protocol/emoji.ts';
import { getChannelPosts, getPost } from '@innermost/protocol/posts.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import { Client4 } from '@mattermost/client';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { blinking, describe, halves, photo, secret, svg } from '../../platform/pictures/testing/samples.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { ann, bob, channel } = await server.make.conversation();
const admin = await server.make.admin();
const { files } = server.app.services;
const { db } = server.database;
const png = await halves({ width: 200, height: 100 }).png().toBuffer();

interface Said {
  name?: string;
  creator_id?: string;
  field?: string;
}
const add = (
  who: Person,
  picture: Uint8Array,
  { name = `n${newId()}`, creator_id = who.id, field = 'image' }: Said = {},
) =>
  who.client.upload(createEmoji, {
    body: {
      fields: { emoji: JSON.stringify({ name, creator_id }) },
      files: [{ field, name: 'emoji.png', content: new Blob([Uint8Array.from(picture)]) }],
    },
  });
const imageOf = (who: Person, { id }: CustomEmoji, headers: Record<string, string> = {}) =>
  fetch(who.client.url(getEmojiImage, { params: { emoji_id: id } }), {
    headers: { Authorization: `Bearer ${who.token}`, ...headers },
  });

test('somebody adds an emoji, everybody hears of it, finds it and sees it', async () => {
  const heard = await server.listen(bob);
  const emoji = await add(ann, png, { name: 'party_crab' });
  expect(emoji).toMatchObject({ name: 'party_crab', creator_id: ann.id, delete_at: 0 });
  expect((await heard.next('emoji_added')).data).toEqual({ emoji });
  expect(await bob.call(getEmoji, { params: { emoji_id: emoji.id } })).toEqual(emoji);
  expect(await bob.call(getEmojiByName, { params: { emoji_name: 'party_crab' } })).toEqual(emoji);
  expect(await bob.call(getEmojiByNames, { body: ['nothing', 'party_crab'] })).toEqual([emoji]);
  expect(await bob.call(searchEmoji, { body: { term: 'CRAB' } })).toEqual([emoji]);
  expect(await bob.call(searchEmoji, { body: { term: 'crab', prefix_only: true } })).toEqual([]);
  expect(await bob.call(searchEmoji, { body: { term: 'party_', prefix_only: true } })).toEqual([emoji]);
  // An underscore stands for itself.
  expect(await bob.call(searchEmoji, { body: { term: 'y_c_a' } })).toEqual([]);
  expect(await bob.call(autocompleteEmoji, { query: { name: 'par' } })).toEqual([emoji]);
  const image = await imageOf(bob, emoji);
  expect(image.headers.get('Content-Type')).toBe('image/png');
  expect(image.headers.get('Cache-Control')).toBe('max-age=2592000, private');
  const bytes = Buffer.from(await image.arrayBuffer());
  expect(await describe(bytes)).toMatchObject({ width: 128, height: 64 });
  expect(await files.stat(`emoji/${emoji.id}/image`)).toMatchObject({ size: bytes.length });
  expect((await imageOf(bob, emoji, { 'If-None-Match': image.headers.get('ETag') ?? '' })).status).toBe(304);
});

test.each(['gif', 'webp'] as const)('what moves goes on moving: %s', async (format) => {
  const image = await imageOf(bob, await add(ann, await blinking(format, { width: 300, height: 300 })));
  expect(image.headers.get('Content-Type')).toBe(`image/${format}`);
  expect(await describe(Buffer.from(await image.arrayBuffer()))).toMatchObject({ pages: 3, width: 128 });
});

test('the place of a photo is not in its emoji', async () => {
  const image = await imageOf(bob, await add(ann, await photo()));
  expect(Buffer.from(await image.arrayBuffer()).includes(secret)).toBe(false);
});

test('a name that is taken, known everywhere or none is refused, and so is another person’s', async () => {
  await add(ann, png, { name: 'taken' });
  const refused = (id: string, status = 400) => ({ status, id });
  const tries = [
    [{ name: 'taken' }, refused('api.emoji.create.duplicate.app_error')],
    [{ name: 'taco' }, refused('model.emoji.system_emoji_name.app_error')],
    [{ name: 'two words' }, refused('model.emoji.name.app_error')],
    [{ name: '' }, refused('model.emoji.name.app_error')],
    [{ name: 'n'.repeat(65) }, refused('model.emoji.name.app_error')],
    [{ creator_id: bob.id }, refused('api.emoji.create.other_user.app_error', 403)],
    [{ field: 'picture' }, refused('api.emoji.create.parse.app_error')],
  ] as const;
  for (const [said, refusal] of tries) await expect(add(ann, png, said)).rejects.toMatchObject(refusal);
  const both = await Promise.allSettled([add(ann, png, { name: 'twice' }), add(bob, png, { name: 'twice' })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await ann.call(getEmojiByNames, { body: ['twice'] })).toHaveLength(1);
});

test('what is no picture, or too large in any way, is refused, and leaves nothing', async () => {
  const count = async () => {
    let found = 0;
    for await (const { size } of files.list('emoji/')) found += size > 0 ? 1 : 0;
    return found;
  };
  const before = await count();
  const unreadable = { status: 400, id: 'api.emoji.upload.image.app_error' };
  for (const bytes of [Buffer.from('hello'), svg, png.subarray(0, 60)])
    await expect(add(ann, bytes)).rejects.toMatchObject(unreadable);
  const heavy = Buffer.concat([png, Buffer.alloc(emojiLimits.bytes)]);
  await expect(add(ann, heavy)).rejects.toMatchObject({ status: 413, id: 'api.emoji.create.too_large.app_error' });
  const wide = await halves({ width: emojiLimits.side + 1, height: 2 })
    .png()
    .toBuffer();
  const large = { status: 400, id: 'api.emoji.upload.large_image.too_large.app_error' };
  await expect(add(ann, wide)).rejects.toMatchObject(large);
  await expect(add(ann, await blinking('gif', { width: 2, height: 2, frames: 1_001 }))).rejects.toMatchObject(large);
  expect(await count()).toBe(before);
});

test('its creator and administrators delete it; its name is free then, and its picture put aside', async () => {
  const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
  const emoji = await add(ann, png, { name: 'short_lived' });
  const params = { emoji_id: emoji.id };
  await expect(bob.call(deleteEmoji, { params })).rejects.toMatchObject(forbidden);
  expect(await ann.call(deleteEmoji, { params })).toEqual({ status: 'OK' });
  await expect(ann.call(getEmoji, { params })).rejects.toMatchObject({ status: 404, id: 'app.emoji.get.no_result' });
  expect((await imageOf(ann, emoji)).status).toBe(404);
  await server.runJobsToEmpty();
  expect(await files.stat(`emoji/${emoji.id}/image`)).toBeUndefined();
  expect(await files.stat(`emoji/${emoji.id}/image_deleted`)).toBeDefined();
  const again = await add(bob, png, { name: 'short_lived' });
  expect(await admin.call(deleteEmoji, { params: { emoji_id: again.id } })).toEqual({ status: 'OK' });
});

test('with an emoji go its reactions, everybody hears of it, and those with a new one of that name stay', async () => {
  const emoji = await add(ann, png, { name: 'fleeting' });
  const other = await ann.posts(channel, 'both');
  const post = await ann.posts(channel, ':fleeting:');
  const react = (who: Person, post_id: string, emoji_name = 'fleeting') =>
    who.call(saveReaction, { body: { user_id: who.id, post_id, emoji_name } });
  await react(ann, post.id);
  await react(bob, post.id);
  await react(bob, other.id);
  await react(bob, other.id, 'taco');
  const heard = await server.listen(bob);
  await ann.call(deleteEmoji, { params: { emoji_id: emoji.id } });
  const gone = (await heard.next('emoji_deleted')).data.emoji;
  expect(gone).toMatchObject({ id: emoji.id, name: 'fleeting' });
  expect(gone.delete_at).toBeGreaterThan(0);
  await add(ann, png, { name: 'fleeting' });
  const later = await ann.posts(channel, 'with the new one');
  await react(bob, later.id);
  await server.runJobsToEmpty();
  const read = (post_id: string) => bob.call(getPost, { params: { post_id } });
  const shown = await read(post.id);
  expect(shown.metadata.reactions).toBeUndefined();
  expect(shown.has_reactions).toBeUndefined();
  // Clients that were away ask for what changed since.
  expect(shown.update_at).toBeGreaterThan(gone.delete_at);
  expect((await read(other.id)).metadata.reactions).toMatchObject([{ emoji_name: 'taco' }]);
  expect((await read(later.id)).metadata.reactions).toMatchObject([{ emoji_name: 'fleeting' }]);
});

test('a post says which emoji it, its attachments and its reactions show, in events and lists', async () => {
  const [one, two, three] = [await add(ann, png), await add(ann, png), await add(ann, png)];
  const heard = await server.listen(bob);
  const props = { attachments: [{ text: `deployed :${two.name}:` }] };
  const post = await ann.posts(channel, `:taco: :${one.name}::${one.name}: :unknown:`, { props });
  expect(post.metadata.emojis).toEqual([one, two]);
  expect((await heard.next('posted')).data.post.metadata.emojis).toEqual([one, two]);
  await bob.call(saveReaction, { body: { user_id: bob.id, post_id: post.id, emoji_name: three.name } });
  const read = () => bob.call(getPost, { params: { post_id: post.id } });
  expect((await read()).metadata.emojis).toEqual([one, two, three]);
  const { posts } = await bob.call(getChannelPosts, { params: { channel_id: channel.id } });
  expect(posts[post.id]?.metadata.emojis).toEqual([one, two, three]);
  await ann.call(deleteEmoji, { params: { emoji_id: two.id } });
  expect((await read()).metadata.emojis).toEqual([one, three]);
  await server.forgetEverything();
  expect((await read()).metadata.emojis).toEqual([one, three]);
  expect((await ann.posts(channel, 'at 12:30:45')).metadata.emojis).toBeUndefined();
});

test('emoji that every server has are drawn once, for everybody, and what is none is not there', async () => {
  const ask = (file: string) => fetch(ann.client.url(getSystemEmojiImage, { params: { file } }));
  const rocket = await ask('1f680.png');
  expect(rocket.headers.get('Content-Type')).toBe('image/png');
  expect(rocket.headers.get('Cache-Control')).toBe('max-age=31556926, public, immutable');
  expect(await describe(Buffer.from(await rocket.arrayBuffer()))).toMatchObject({
    width: 72,
    height: 72,
    hasAlpha: true,
  });
  const kept = await halves({ width: 5, height: 5 }).png().toBuffer();
  await files.put('innermost-emoji/1f680.png', Readable.from([kept]));
  expect(Buffer.from(await (await ask('1f680.png')).arrayBuffer())).toEqual(kept);
  for (const file of [
    '263a-fe0f.png',
    '0023-fe0f-20e3.png',
    '1f6b6-200d-27a1-fe0f.png',
    '1f44d-1f3ff.png',
    '1f468-200d-1f469-200d-1f467.png',
  ])
    expect((await ask(file)).status, file).toBe(200);
  for (const file of ['1f6.png', '..%2Fpackage.png', '1f680.svg', 'package.json', 'zz.png'])
    expect((await ask(file)).status, file).toBe(404);
});

test('an adopted picture is shown as what it is', async () => {
  const emoji = { id: newId(), name: `a${newId()}`, creator_id: ann.id, create_at: 1, update_at: 1, delete_at: 0 };
  await db.insertInto('emoji').values(emoji).execute();
  expect((await imageOf(ann, emoji)).status).toBe(404);
  await files.put(`emoji/${emoji.id}/image`, Readable.from([Buffer.from('<html><script>')]));
  expect((await imageOf(ann, emoji)).headers.get('Content-Type')).toBe('application/octet-stream');
  await files.put(`emoji/${emoji.id}/image`, Readable.from([await blinking('gif')]));
  expect((await imageOf(ann, emoji)).headers.get('Content-Type')).toBe('image/gif');
});

test('the official client adds, finds and deletes', async () => {
  const client = new Client4();
  client.setUrl(server.url);
  client.setToken(ann.token);
  const file = new File([Uint8Array.from(png)], 'emoji.png', { type: 'image/png' });
  const sent = { name: 'official', creator_id: ann.id } as CustomEmoji & { category: 'custom' };
  const emoji = await client.createCustomEmoji(sent, file);
  expect(await client.getCustomEmojiByName('official')).toEqual(emoji);
  expect(await client.getCustomEmojisByNames(['official'])).toEqual([emoji]);
  expect(await client.searchCustomEmoji('offic', { prefix_only: true })).toEqual([emoji]);
  expect(await client.autocompleteCustomEmoji('offic')).toEqual([emoji]);
  expect(await client.getCustomEmojis(0, 200, 'name')).toContainEqual(emoji);
  const image = await fetch(client.getCustomEmojiImageUrl(emoji.id), {
    headers: { Authorization: `Bearer ${ann.token}` },
  });
  expect(image.status).toBe(200);
  expect(await client.deleteCustomEmoji(emoji.id)).toEqual({ status: 'OK' });
});

test('they are listed by age or name, in pages; and where they are switched off there are none', async () => {
  await db.deleteFrom('emoji').execute();
  const make = (name: string, create_at: number, delete_at = 0) =>
    db
      .insertInto('emoji')
      .values({ id: newId(), creator_id: ann.id, name, update_at: 1, create_at, delete_at })
      .execute();
  await make('zebra', 1);
  await make('apple', 2);
  await make('gone', 3, 4);
  const list = async (query = {}) => (await ann.call(listEmoji, { query })).map(({ name }) => name);
  expect(await list()).toEqual(['zebra', 'apple']);
  expect(await list({ sort: 'name' })).toEqual(['apple', 'zebra']);
  expect(await list({ sort: 'name', per_page: 1, page: 1 })).toEqual(['zebra']);
  await server.configure({ ServiceSettings: { EnableCustomEmoji: false } });
  const off = { status: 501, id: 'api.emoji.disabled.app_error' };
  await expect(list()).rejects.toMatchObject(off);
  await expect(add(ann, png)).rejects.toMatchObject(off);
});
