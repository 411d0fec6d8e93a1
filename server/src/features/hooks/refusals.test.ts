/** What a hook's page shows of deliveries that failed, and who may see it. */
import { createIncomingWebhook, deleteIncomingWebhook, listHookRefusals } from '@innermost/protocol/webhooks.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

const send = (hookId: string, body: string) =>
  fetch(`${server.url}/hooks/${hookId}`, { method: 'POST', body }).then(({ status }) => status);

test('the last twenty refusals of a hook are there for who manages it, newest first, without what was sent', async () => {
  const { ann, bob, stranger, channel } = await server.make.conversation();
  const admin = await server.make.admin();
  const hook = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
  const other = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
  const params = { hook_id: hook.id };
  expect(await ann.call(listHookRefusals, { params })).toEqual([]);
  for (let count = 0; count < 25; count += 1) expect(await send(hook.id, '{"text":"x","channel":"secret"}')).toBe(404);
  expect(await send(hook.id, 'secret')).toBe(400);
  expect(await send(hook.id, '{"text":"fine"}')).toBe(200);
  expect(await send('x'.repeat(26), '{"text":"nobody"}')).toBe(400);

  const refusals = await ann.call(listHookRefusals, { params });
  expect(refusals).toHaveLength(20);
  expect(refusals[0]).toEqual({
    create_at: expect.any(Number),
    status: 400,
    id: 'web.incoming_webhook.decode.app_error',
    reason: expect.stringMatching(/^The payload could not be read.* It is no JSON\.$/),
  });
  expect(refusals[19]).toMatchObject({
    status: 404,
    reason: 'There is no channel of that name in the team of the webhook.',
  });
  expect(JSON.stringify(refusals)).not.toContain('secret');
  expect(await admin.call(listHookRefusals, { params })).toEqual(refusals);
  expect(await ann.call(listHookRefusals, { params: { hook_id: other.id } })).toEqual([]);
  for (const person of [bob, stranger])
    await expect(person.call(listHookRefusals, { params })).rejects.toMatchObject({ status: 403 });
  await ann.call(deleteIncomingWebhook, { params });
  await expect(ann.call(listHookRefusals, { params })).rejects.toMatchObject({ status: 404 });
});
