import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { asciiJson, encodeEvent, encodeReply } from './encode.ts';
import { PreEncoded } from './pre-encoded.ts';

const parse = (text: string): Record<string, unknown> => JSON.parse(`${text}7}`) as Record<string, unknown>;

test('the text is complete but for the number', () => {
  const text = encodeEvent({ event: 'typing', data: { parent_id: '', user_id: 'u1' }, audience: {} });
  expect(parse(text)).toEqual({
    event: 'typing',
    data: { parent_id: '', user_id: 'u1' },
    broadcast: {
      omit_users: null,
      user_id: '',
      channel_id: '',
      team_id: '',
      connection_id: '',
      omit_connection_id: '',
    },
    seq: 7,
  });
});

test('the broadcast tells the whole audience', () => {
  const audience = {
    user_id: 'u1',
    channel_id: 'c1',
    team_id: 't1',
    omit_users: ['u2', 'u3'],
    connection_id: 'k1',
    omit_connection_id: 'k2',
    contains_sanitized_data: true,
    contains_sensitive_data: true,
  };
  expect(parse(encodeEvent({ event: 'config_changed', data: { config: {} }, audience }))['broadcast']).toEqual({
    ...audience,
    omit_users: { u2: true, u3: true },
  });
});

test('some fields are JSON in a string, others are not', () => {
  const reaction = { user_id: 'u1', post_id: 'p1', emoji_name: 'taco' };
  const added = encodeEvent({
    event: 'reaction_added',
    data: { reaction: new PreEncoded(JSON.stringify(reaction)) },
    audience: {},
  });
  expect(parse(added)['data']).toEqual({ reaction: JSON.stringify(reaction) });
  const moved = encodeEvent({ event: 'sidebar_category_order_updated', data: { order: ['a', 'b'] }, audience: {} });
  expect(parse(moved)['data']).toEqual({ order: ['a', 'b'] });
  const group = encodeEvent({ event: 'group_added', data: { teammate_ids: ['a'] }, audience: {} });
  expect(parse(group)['data']).toEqual({ teammate_ids: '["a"]' });
});

test('fields that are left out stay out', () => {
  const text = encodeEvent({ event: 'sidebar_category_updated', data: {}, audience: {} });
  expect(parse(text)['data']).toEqual({});
  // Not by the types, but by data that was read as if it had them.
  const data = { parent_id: undefined, user_id: 'u1' } as unknown as { parent_id: string; user_id: string };
  expect(parse(encodeEvent({ event: 'typing', data, audience: {} }))['data']).toEqual({ user_id: 'u1' });
});

/** Any UTF-16 there can be, halves of pairs included. */
const units = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));

test('any text arrives as it was, and on the way is ASCII', () => {
  fc.assert(
    fc.property(units, (message) => {
      const text = encodeEvent({
        event: 'ephemeral_message',
        data: { post: new PreEncoded(JSON.stringify({ id: newId(), message })) },
        audience: {},
      });
      expect(text).toMatch(/^[\0-\x7e]*$/);
      const { post } = parse(text)['data'] as { post: string };
      expect(JSON.parse(post)).toMatchObject({ message });
    }),
  );
});

test('any JSON keeps its meaning', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(JSON.parse(asciiJson(json))).toEqual(JSON.parse(json));
    }),
  );
});

test('replies are ASCII too', () => {
  expect(encodeReply({ status: 'OK', seq_reply: 1, data: { text: 'ß' } })).toBe(
    '{"status":"OK","seq_reply":1,"data":{"text":"\\u00df"}}',
  );
});
