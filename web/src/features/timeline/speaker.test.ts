import { expect, test } from 'vitest';

import { makePost, makeUser } from '../../live/testing.ts';
import { mentionsMe } from './mentions-me.ts';
import { speakerInfo } from './speaker.ts';

const allowed = { EnablePostUsernameOverride: 'true', EnablePostIconOverride: 'true' };
const ann = makeUser('ann', { first_name: 'Ann', last_name: 'Lee' });
const hook = {
  from_webhook: 'true',
  override_username: 'BuildBot',
  override_icon_emoji: ':rocket:',
  override_icon_url: 'https://chat.example/rocket.png',
};

test('a webhook speaks under its own name and emoji where the server allows it', () => {
  const post = makePost('p', 1, { props: hook });
  expect(speakerInfo(post, ann, allowed)).toMatchObject({
    kind: 'webhook',
    name: 'BuildBot',
    emoji: 'rocket',
    src: undefined,
  });
  expect(speakerInfo(post, ann, {})).toMatchObject({
    kind: 'webhook',
    name: 'Ann Lee',
    emoji: undefined,
    src: undefined,
  });
});

test('a person cannot borrow the name of a webhook', () => {
  const { from_webhook: _, ...props } = hook;
  expect(speakerInfo(makePost('p', 1, { props }), ann, allowed)).toMatchObject({ kind: 'person', name: 'Ann Lee' });
});

test('props that are not text do not break anything', () => {
  const post = makePost('p', 1, { props: { from_webhook: 'true', override_username: { a: 1 }, override_icon_url: 7 } });
  expect(speakerInfo(post, ann, allowed)).toMatchObject({ name: 'Ann Lee', src: undefined });
});

test('bots are told from people by the post or by the account', () => {
  expect(speakerInfo(makePost('p', 1, { props: { from_bot: 'true' } }), ann, {}).kind).toBe('bot');
  expect(speakerInfo(makePost('p', 1), makeUser('bot', { is_bot: true }), {}).kind).toBe('bot');
});

test('a message calls me by name, by my words, and with everybody', () => {
  const me = makeUser('ines', {
    first_name: 'Ines',
    notify_props: { mention_keys: 'deploy, @ines', first_name: 'true' },
  });
  for (const text of ['hi @ines!', '@Ines.', 'ask @channel', 'the Deploy failed', 'Ines said'])
    expect(mentionsMe(text, me), text).toBe(true);
  for (const text of ['ines', '@inesita', '`@ines`', 'deployment', 'mail a@ines.example'])
    expect(mentionsMe(text, me), text).toBe(false);
  const quiet = makeUser('ines', { notify_props: { channel: 'false' } });
  const long = 'a word '.repeat(1_000);
  expect(mentionsMe(`${long} @ines`, me)).toBe(true);
  expect(mentionsMe(`${long} @Channel`, me)).toBe(true);
  expect(mentionsMe(long, me)).toBe(false);
  expect(mentionsMe('ask @channel', quiet)).toBe(false);
  expect(mentionsMe('@ines', undefined)).toBe(false);
});
