/** The checks of a webhook's message, in their order, and where it may go. */
import { archiveChannel, createChannel, patchChannel } from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { createIncomingWebhook, type NewIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer({ config: { ServiceSettings: { MaximumPayloadSizeBytes: 2_000_000 } } });

beforeEach(() => server.configure({ ServiceSettings: { EnableIncomingWebhooks: true, EnableDeveloper: true } }));

const make = (owner: Person, channel: { id: string }, fields: Partial<NewIncomingWebhook> = {}) =>
  owner.call(createIncomingWebhook, { body: { channel_id: channel.id, ...fields } });

async function hooked(fields: Partial<NewIncomingWebhook> = {}) {
  const conversation = await server.make.conversation();
  return { ...conversation, hook: await make(conversation.ann, conversation.channel, fields) };
}

interface Refusal {
  status: number;
  id: string;
  /** The inner id, which only the developer mode shows. */
  inner: string;
}

async function outcome(id: string, body: unknown, type = 'application/json'): Promise<'ok' | Refusal> {
  const response = await fetch(`${server.url}/hooks/${id}`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status === 200) {
    expect(response.headers.get('Content-Type')).toBe('text/plain');
    return text as 'ok';
  }
  expect(response.headers.get('Content-Type')).toBe('application/json');
  const error = JSON.parse(text) as { id: string; status_code: number; detailed_error: string };
  expect(error.status_code).toBe(response.status);
  return { status: response.status, id: error.id, inner: error.detailed_error.split(':')[0] ?? '' };
}

const general = 'web.incoming_webhook.general.app_error';
const refused = (status: number, inner: string): Refusal => ({ status, id: general, inner });
const messages = async (reader: Person, channel: { id: string }) => {
  const list = await reader.call(getChannelPosts, { params: { channel_id: channel.id } });
  return list.order.map((id) => list.posts[id]?.message);
};

test('each check has its status and its ids', async () => {
  const { hook } = await hooked({ channel_locked: true });
  const unknown = 'x'.repeat(26);
  expect(await outcome(hook.id, '{')).toMatchObject({ status: 400, id: 'web.incoming_webhook.decode.app_error' });
  expect(await outcome(hook.id, 'payload=%zz', 'application/x-www-form-urlencoded')).toMatchObject({
    status: 400,
    id: 'web.incoming_webhook.parse_form.app_error',
  });
  expect(await outcome(hook.id, '"x"', 'not a type')).toMatchObject({
    status: 400,
    id: 'web.incoming_webhook.media_type.app_error',
  });
  expect(await outcome(hook.id, 'x', 'multipart/form-data')).toMatchObject({
    status: 400,
    id: 'web.incoming_webhook.parse_multipart.app_error',
  });
  expect(await outcome(hook.id, 'null')).toEqual(refused(400, 'web.incoming_webhook.parse.app_error'));
  expect(await outcome(hook.id, {})).toEqual(refused(400, 'web.incoming_webhook.text.app_error'));
  expect(await outcome(hook.id, { text: '', attachments: null })).toEqual(
    refused(400, 'web.incoming_webhook.text.app_error'),
  );
  for (const id of [unknown, 'short', 'a-b'])
    expect(await outcome(id, { text: 'x' })).toEqual(refused(400, 'web.incoming_webhook.invalid.app_error'));
  expect(await outcome(hook.id, { text: 'x', channel: '@nobody' })).toEqual(
    refused(400, 'web.incoming_webhook.user.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x', channel: '#nowhere' })).toEqual(
    refused(404, 'web.incoming_webhook.channel.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x', channel: 'town-square' })).toEqual(
    refused(403, 'web.incoming_webhook.channel_locked.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x', priority: {} })).toEqual(
    refused(400, 'api.context.invalid_param.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x', type: 'system_join_channel' })).toEqual(
    refused(400, 'api.context.invalid_param.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x', type: 'nonsense' })).toEqual(
    refused(500, 'api.post.create_webhook_post.creating.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x' })).toBe('ok');
});

test('the first check that fails is the one that is told', async () => {
  const { hook } = await hooked({ channel_locked: true });
  const everythingWrong = { channel: '@nobody', priority: {}, type: 'system_x' };
  await server.configure({ ServiceSettings: { EnableIncomingWebhooks: false } });
  expect(await outcome('unknown', '{')).toMatchObject({ id: 'web.incoming_webhook.decode.app_error' });
  expect(await outcome('unknown', {})).toEqual(refused(501, 'web.incoming_webhook.disabled.app_error'));
  await server.configure({ ServiceSettings: { EnableIncomingWebhooks: true } });
  expect(await outcome('unknown', everythingWrong)).toEqual(refused(400, 'web.incoming_webhook.text.app_error'));
  const withText = { ...everythingWrong, text: 'x' };
  expect(await outcome('unknown', withText)).toEqual(refused(400, 'web.incoming_webhook.invalid.app_error'));
  expect(await outcome(hook.id, withText)).toEqual(refused(400, 'web.incoming_webhook.user.app_error'));
  expect(await outcome(hook.id, { ...withText, channel: 'town-square' })).toEqual(
    refused(403, 'web.incoming_webhook.channel_locked.app_error'),
  );
  expect(await outcome(hook.id, { ...withText, channel: '' })).toEqual(
    refused(400, 'api.context.invalid_param.app_error'),
  );
});

test('the cause is told without the developer mode too, and without what was sent', async () => {
  const { hook } = await hooked();
  await server.configure({ ServiceSettings: { EnableDeveloper: false } });
  const answer = async (body: string) => {
    const response = await fetch(`${server.url}/hooks/${hook.id}`, { method: 'POST', body });
    const text = await response.text();
    expect(text).not.toContain(hook.id);
    expect(text).not.toContain('hunter2');
    return (JSON.parse(text) as { detailed_error: string }).detailed_error;
  };
  expect(await answer('{"text":"hunter2","channel":"hunter2"}')).toBe(
    'web.incoming_webhook.channel.app_error: There is no channel of that name in the team of the webhook.',
  );
  expect(await answer('{"text" "hunter2"}')).toBe('It is no JSON from line 1, column 9 on.');
  expect(await answer('hunter2')).toBe('It is no JSON.');
  expect(await answer('{"text":["hunter2"]}')).toBe('text: Invalid input: expected string, received array');
  await server.configure({ ServiceSettings: { EnableDeveloper: true } });
});

test('what no post can hold fails, after what can be cut was cut', async () => {
  const { bob, hook, channel } = await hooked();
  const huge = 'x'.repeat(800_001);
  expect(await outcome(hook.id, { text: 'x', props: { card: huge } })).toEqual(
    refused(500, 'api.post.create_webhook_post.creating.app_error'),
  );
  expect(await outcome(hook.id, { text: 'x', attachments: [{ fallback: huge }] })).toEqual(
    refused(400, 'web.incoming_webhook.split_props_length.app_error'),
  );
  expect(await messages(bob, channel)).not.toContain('x');
  expect(await outcome(hook.id, { text: 'cut', attachments: [{ text: huge }] })).toBe('ok');
  expect((await messages(bob, channel))[0]).toBe('cut');
});

test('an archived channel takes no message', async () => {
  const { hook } = await hooked();
  await server.database.db.updateTable('channels').set({ delete_at: 1 }).where('id', '=', hook.channel_id).execute();
  expect(await outcome(hook.id, { text: 'x' })).toEqual(
    refused(500, 'api.post.create_webhook_post.creating.app_error'),
  );
});

describe('the channel', () => {
  test('is the hook’s own, or one of its team by name with or without #', async () => {
    const { ann, team, hook, channel } = await hooked();
    const other = await server.make.channel(ann, team, { name: 'deploys', display_name: 'All Deploys' });
    expect(await outcome(hook.id, { text: 'own' })).toBe('ok');
    expect(await outcome(hook.id, { text: 'one', channel: '#deploys' })).toBe('ok');
    expect(await outcome(hook.id, { text: 'two', channel: 'deploys' })).toBe('ok');
    expect((await messages(ann, channel))[0]).toBe('own');
    expect((await messages(ann, other)).slice(0, 2)).toEqual(['two', 'one']);
    const notFound = refused(404, 'web.incoming_webhook.channel.app_error');
    for (const name of ['All Deploys', other.id, '##deploys', '#', ' deploys', "' OR 1=1 --", 'x'.repeat(65)])
      expect(await outcome(hook.id, { text: 'x', channel: name })).toEqual(notFound);
  });

  test('of another team is not found, nor is an archived one', async () => {
    const { ann, team, hook } = await hooked();
    const foreign = await server.make.conversation();
    const archived = await server.make.channel(ann, team);
    expect(await outcome(hook.id, { text: 'x', channel: archived.name })).toBe('ok');
    await ann.call(archiveChannel, { params: { channel_id: archived.id } });
    const notFound = refused(404, 'web.incoming_webhook.channel.app_error');
    expect(await outcome(hook.id, { text: 'x', channel: archived.name })).toEqual(notFound);
    expect(await outcome(hook.id, { text: 'x', channel: foreign.channel.name })).toEqual(notFound);
  });

  test('by a name that went to another channel is the one that has it now', async () => {
    const { ann, team, hook } = await hooked();
    const first = await server.make.channel(ann, team, { name: 'alerts' });
    expect(await outcome(hook.id, { text: 'to the first', channel: 'alerts' })).toBe('ok');
    await ann.call(patchChannel, { params: { channel_id: first.id }, body: { name: 'old-alerts' } });
    const second = await ann.call(createChannel, {
      body: { team_id: team.id, name: 'alerts', display_name: 'alerts', type: 'O' },
    });
    expect(await outcome(hook.id, { text: 'to the second', channel: 'alerts' })).toBe('ok');
    expect((await messages(ann, second))[0]).toBe('to the second');
  });

  test('may be public without the owner in it, private only with him', async () => {
    const { ann, bob, team, hook } = await hooked();
    const admin = await server.make.admin();
    const channelOf = (type: 'O' | 'P') => server.make.channel(admin, team, { type });
    const [open, closed] = await Promise.all([channelOf('O'), channelOf('P')]);
    const own = await server.make.channel(ann, team, { type: 'P' });
    expect(await outcome(hook.id, { text: 'x', channel: open.name })).toBe('ok');
    expect(await outcome(hook.id, { text: 'x', channel: own.name })).toBe('ok');
    expect(await outcome(hook.id, { text: 'x', channel: closed.name })).toEqual(
      refused(403, 'web.incoming_webhook.permissions.app_error'),
    );
    expect(await messages(admin, closed)).not.toContain('x');
    expect(bob.id).not.toBe(ann.id);
  });

  test('is locked where the hook is: its own by any name, no other, and no direct channel is made', async () => {
    const { ann, bob, team, hook, channel } = await hooked({ channel_locked: true });
    const other = await server.make.channel(ann, team);
    expect(await outcome(hook.id, { text: 'x', channel: channel.name })).toBe('ok');
    const locked = refused(403, 'web.incoming_webhook.channel_locked.app_error');
    expect(await outcome(hook.id, { text: 'x', channel: other.name })).toEqual(locked);
    expect(await outcome(hook.id, { text: 'x', channel: `@${bob.user.username}` })).toEqual(locked);
    const name = [ann.id, bob.id].toSorted().join('__');
    const made = await server.database.db.selectFrom('channels').select('id').where('name', '=', name).execute();
    expect(made).toEqual([]);
  });

  test('of @somebody is the direct one with the owner, made at the first message', async () => {
    const { ann, bob, hook } = await hooked();
    const heard = await server.listen(bob);
    const channel = `@${bob.user.username.toUpperCase()}`;
    const both = await Promise.all(['one', 'two'].map((text) => outcome(hook.id, { text, channel, username: 'ci' })));
    expect(both).toEqual(['ok', 'ok']);
    const { data, broadcast } = await heard.next('posted');
    expect(data).toMatchObject({ channel_type: 'D', sender_name: `@${ann.user.username}`, mentions: [bob.id] });
    await heard.next('posted');
    expect(heard.heard.filter(({ event }) => event === 'direct_added')).toHaveLength(1);
    const direct = await server.make.direct(bob, ann);
    expect(direct.id).toBe(broadcast.channel_id);
    expect(await messages(bob, direct)).toHaveLength(2);

    expect(await outcome(hook.id, { text: 'three', channel })).toBe('ok');
    const before = server.database.roundTrips();
    expect(await outcome(hook.id, { text: 'four', channel })).toBe('ok');
    expect(server.database.roundTrips() - before).toBe(1);
    expect(await outcome(hook.id, { text: 'to oneself', channel: `@${ann.user.username}` })).toBe('ok');
    const nobody = refused(400, 'web.incoming_webhook.user.app_error');
    for (const name of ['@', '@no such', `@${bob.id}`, '@\0', `@${'x'.repeat(65)}`, `@@${bob.user.username}`])
      expect(await outcome(hook.id, { text: 'x', channel: name })).toEqual(nobody);
  });
});

test('a hook without its owner or its channel posts no more', async () => {
  const [{ hook: orphan }, { hook: adrift }] = [await hooked(), await hooked()];
  const change = (id: string, fields: object) =>
    server.database.db.updateTable('incomingwebhooks').set(fields).where('id', '=', id).execute();
  await change(orphan.id, { user_id: 'x'.repeat(26) });
  await change(adrift.id, { channel_id: 'x'.repeat(26) });
  expect(await outcome(orphan.id, { text: 'x' })).toEqual(refused(403, 'web.incoming_webhook.user.app_error'));
  expect(await outcome(adrift.id, { text: 'x' })).toEqual(refused(404, 'app.channel.get.existing.app_error'));
});

test('what would show nothing is refused: no text, no attachment, no block that clients show', async () => {
  const { bob, channel, hook } = await hooked();
  const empty = refused(400, 'web.incoming_webhook.text.app_error');
  const nothing = [
    { attachments: [] },
    { text: ' \n\t' },
    { text: '', attachments: [{ color: 'good', fields: [], actions: [] }, null] },
    { blocks: [] },
    { blocks: [{ type: 'divider' }, { type: 'section' }, 'x', null] },
    { blocks: 'x', attachments: [{ blocks: [{ type: 'actions', elements: [] }] }] },
  ];
  for (const body of nothing) expect(await outcome(hook.id, body), JSON.stringify(body)).toEqual(empty);
  for (const body of [
    { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Deploy <!here>' } }] },
    { attachments: [{ actions: [{ name: 'Only a button' }] }] },
    { text: 'said twice', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Yes*, said twice' } }] },
  ])
    expect(await outcome(hook.id, body)).toBe('ok');
  expect((await messages(bob, channel)).slice(0, 3)).toEqual(['**Yes**, said twice', '', '#### Deploy &lt;!here>']);
});
