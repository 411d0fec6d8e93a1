import type { Post, PostedEvent } from '@innermost/protocol/posts.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { PreEncoded } from './pre-encoded.ts';
import { startHub, type RawEvent, type TestClient, type TestHub, type TestPerson } from './testing.ts';

const channelId = newId();

let started: TestHub;
let author: TestPerson;
let ann: TestPerson;
let bob: TestPerson;
beforeEach(async () => {
  started = await startHub();
  [author, ann, bob] = [member(), member(), member()];
});
afterEach(() => started.stop());

function member(channels: string[] = []): TestPerson {
  return started.person({ channels: [channelId, ...channels] });
}

async function listen(person: TestPerson, query: Record<string, string> = {}): Promise<TestClient> {
  const client = started.connect(person, query);
  await client.hello();
  return client;
}

function postBy(userId: string, parts: Partial<Post> = {}): Post {
  return {
    id: newId(),
    create_at: 1,
    update_at: 1,
    edit_at: 0,
    delete_at: 0,
    is_pinned: false,
    user_id: userId,
    channel_id: channelId,
    root_id: '',
    original_id: '',
    message: 'hello "there" ✓',
    type: '',
    props: {},
    hashtags: '',
    file_ids: [],
    pending_post_id: '',
    reply_count: 0,
    last_reply_at: 0,
    participants: null,
    metadata: {},
    ...parts,
  };
}

function publishPosted(post: Post, parts: Partial<PostedEvent> = {}, asText = false): void {
  started.hub.publish([
    {
      event: 'posted',
      data: {
        channel_type: 'O',
        channel_display_name: 'Town Square',
        channel_name: 'town-square',
        sender_name: '@author',
        team_id: newId(),
        set_online: true,
        ...parts,
        post: asText ? new PreEncoded(JSON.stringify(post)) : post,
      },
      audience: { channel_id: channelId },
    },
  ]);
}

const postIn = ({ data }: RawEvent): Post => JSON.parse(String(data['post'])) as Post;

test.each([
  ['as an object', false],
  ['as text', true],
])('a post given %s arrives whole, as JSON in a string', async (_, asText) => {
  const client = await listen(ann);
  const post = postBy(author.id);
  publishPosted(post, { otherFile: 'true' }, asText);
  const event = await client.nextEvent();
  expect(event.data).toMatchObject({
    channel_type: 'O',
    channel_display_name: 'Town Square',
    channel_name: 'town-square',
    sender_name: '@author',
    set_online: true,
    otherFile: 'true',
  });
  expect(postIn(event)).toEqual(post);
});

test('mentions and followers name the receiver only, and are absent for everybody else', async () => {
  const [toAnn, toBob, toAuthor] = [await listen(ann), await listen(bob), await listen(author)];
  publishPosted(postBy(author.id), { mentions: [ann.id, bob.id], followers: [bob.id] });
  const [annHeard, bobHeard, authorHeard] = [
    await toAnn.nextEvent(),
    await toBob.nextEvent(),
    await toAuthor.nextEvent(),
  ];
  expect(annHeard.data['mentions']).toBe(`["${ann.id}"]`);
  expect(annHeard.data).not.toHaveProperty('followers');
  expect(bobHeard.data).toMatchObject({ mentions: `["${bob.id}"]`, followers: `["${bob.id}"]` });
  expect(authorHeard.data).not.toHaveProperty('mentions');
  expect(authorHeard.data).not.toHaveProperty('followers');
});

test.each([
  ['a mention', { mentions: true }, true],
  ['following the thread', { followers: true }, true],
  ['a direct message', { channel_type: 'D' }, true],
  ['a message in a channel', {}, false],
  ['a group message', { channel_type: 'G' }, false],
] as const)('%s decides whether an acknowledgement is asked for', async (_, about, expected) => {
  const asking = await listen(ann, { posted_ack: 'true' });
  const silent = await listen(ann, { posted_ack: '1' });
  const own = await listen(author, { posted_ack: 'true' });
  const ids = [ann.id, author.id];
  publishPosted(postBy(author.id), {
    channel_type: 'channel_type' in about ? about.channel_type : 'O',
    ...('mentions' in about && { mentions: ids }),
    ...('followers' in about && { followers: ids }),
  });
  expect((await asking.nextEvent()).data['should_ack']).toBe(expected ? true : undefined);
  expect((await silent.nextEvent()).data).not.toHaveProperty('should_ack');
  expect((await own.nextEvent()).data).not.toHaveProperty('should_ack');
});

test('an acknowledgement is not asked of a client that is away', async () => {
  const client = await listen(ann, { posted_ack: 'true' });
  const id = String((client.events[0] as RawEvent).data['connection_id']);
  await client.disconnect();
  await expect.poll(() => started.hub.stats().inactive).toBe(1);
  publishPosted(postBy(author.id), { mentions: [ann.id] });
  const again = started.connect(ann, { connection_id: id, sequence_number: '1', posted_ack: 'true' });
  const { data } = await again.nextEvent();
  expect(data).toHaveProperty('mentions');
  expect(data).not.toHaveProperty('should_ack');
});

test.each([
  ['posted', false],
  ['posted', true],
  ['post_edited', false],
  ['post_edited', true],
] as const)('%s: a preview is for those who may read what it shows (as text: %s)', async (event, asText) => {
  const previewed = newId();
  const insider = await listen(member([previewed]));
  const allowed = await listen(ann);
  const outsider = await listen(bob);
  started.deps.mayReadChannel = (session, id) => session.user_id === ann.id && id === previewed;
  const image = { type: 'image', url: 'https://example.com/a.png' } as const;
  const post = postBy(author.id, {
    props: { previewed_post: 'p0', from_bot: 'true' },
    metadata: { embeds: [{ type: 'permalink', data: { channel_id: previewed, post_id: 'p0' } }, image] },
  });
  const given = asText ? new PreEncoded(JSON.stringify(post)) : post;
  if (event === 'posted') publishPosted(post, {}, asText);
  else started.hub.publish([{ event, data: { post: given }, audience: { channel_id: channelId } }]);

  expect(postIn(await insider.nextEvent())).toEqual(post);
  expect(postIn(await allowed.nextEvent())).toEqual(post);
  expect(postIn(await outsider.nextEvent())).toEqual({
    ...post,
    props: { from_bot: 'true' },
    metadata: { embeds: [image] },
  });
});

test('a preview without its channel is shown to nobody', async () => {
  const client = await listen(ann);
  started.deps.mayReadChannel = () => true;
  publishPosted(postBy(author.id, { props: { previewed_post: 'p0' }, metadata: { embeds: [{ type: 'permalink' }] } }));
  expect(postIn(await client.nextEvent())).toMatchObject({ props: {}, metadata: {} });
});

test('channel mentions are those that the receiver may read', async () => {
  const [open, closed] = [newId(), newId()];
  const mentions = {
    open: { id: open, display_name: 'Open', team_name: 'team' },
    closed: { id: closed, display_name: 'Closed', team_name: 'team' },
  };
  const insider = await listen(member([open, closed]));
  const outsider = await listen(ann);
  const stranger = await listen(bob);
  started.deps.mayReadChannel = async ({ user_id }, id) => user_id === ann.id && id === open;
  publishPosted(postBy(author.id, { props: { channel_mentions: mentions } }));
  expect(postIn(await insider.nextEvent()).props).toEqual({ channel_mentions: mentions });
  expect(postIn(await outsider.nextEvent()).props).toEqual({ channel_mentions: { open: mentions.open } });
  expect(postIn(await stranger.nextEvent()).props).toEqual({});
});

test('a message about these marks is not taken for one with them', async () => {
  const client = await listen(ann);
  const post = postBy(author.id, { message: '"channel_mentions": "previewed_post": "permalink" "burn_on_read"' });
  publishPosted(post, {}, true);
  expect(postIn(await client.nextEvent())).toEqual(post);
});

test('a sealed message is opened by nobody but its author', async () => {
  const [own, other] = [await listen(author), await listen(ann)];
  const post = postBy(author.id, { type: 'burn_on_read', file_ids: ['f1'], metadata: { embeds: [{ type: 'link' }] } });
  publishPosted(post);
  expect(postIn(await own.nextEvent())).toEqual(post);
  expect(postIn(await other.nextEvent())).toEqual({ ...post, message: '', file_ids: [], metadata: {} });
});

test('a lookup that fails makes the client start anew instead of missing an event', async () => {
  const client = await listen(ann);
  started.deps.mayReadChannel = () => Promise.reject(new Error('no database'));
  publishPosted(postBy(author.id, { props: { channel_mentions: { x: { id: newId() } } } }));
  await client.closed;
  expect(started.hub.stats()).toMatchObject({ active: 0, inactive: 0 });
});
