import { createCategory, getCategories, updateCategory } from '@innermost/protocol/categories.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { setCustomStatus } from '@innermost/protocol/status.ts';
import { createUser, getUser, patchUser } from '@innermost/protocol/users.ts';
import { createIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { testPassword } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;
const controls = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];
const refused = (answer: Promise<unknown>) => expect(answer).rejects.toMatchObject({ status: 400 });

function sends(token: string, channel_id: string, override_username: string): Promise<Response> {
  return fetch(`${server.url}${createPost.path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel_id, message: 'x', props: { override_username, from_webhook: 'true' } }),
  });
}

test.each(controls.map((control) => [control.codePointAt(0)?.toString(16), control]))(
  'U+%s is refused in sidebar categories, custom statuses, addresses and the names of bots and webhooks',
  async (_code, control) => {
    await server.configure({ ServiceSettings: { EnableUserAccessTokens: true } });
    const { ann, team, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const bad = `in${control}voice`;
    const mine = { user_id: ann.id, team_id: team.id };
    const body = { ...mine, display_name: bad };
    await refused(ann.call(createCategory, { params: mine, body }));
    const made = await ann.call(createCategory, { params: mine, body: { ...mine, display_name: 'Good' } });
    const of = { ...mine, category_id: made.id };
    await refused(ann.call(updateCategory, { params: of, body: { ...made, display_name: bad } }));

    const params = { user_id: ann.id };
    const status = { emoji: 'taco', text: bad, duration: '', expires_at: '' };
    await refused(ann.call(setCustomStatus, { params, body: status }));
    // JSON may write the control as an escape.
    for (const customStatus of [JSON.stringify(status), `{"text":"\\u${control.codePointAt(0)?.toString(16)}x"}`]) {
      await refused(ann.call(patchUser, { params, body: { props: { customStatus } } }));
      const account = { username: newId(), email: `${newId()}@example.com`, password: testPassword };
      await refused(admin.call(createUser, { body: { ...account, props: { customStatus } } }));
    }
    const email = `in${control}voice@example.com`;
    await refused(ann.call(patchUser, { params, body: { email, password: testPassword } }));
    await refused(
      server.configure({ EmailSettings: { FeedbackName: bad } }).catch(() => Promise.reject({ status: 400 })),
    );

    const hook = await admin.call(createIncomingWebhook, { body: { channel_id: channel.id } });
    const answer = await fetch(`${server.url}/hooks/${hook.id}`, {
      method: 'POST',
      body: JSON.stringify({ text: 'x', username: bad }),
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('turn the direction')]);
    const token = newId();
    const row = { id: newId(), token, user_id: ann.id, description: 'CI', is_active: true };
    await db.insertInto('useraccesstokens').values(row).execute();
    const bot = { user_id: ann.id, description: '', owner_id: newId(), create_at: 1, update_at: 1, delete_at: 0 };
    await db.insertInto('bots').values(bot).execute();
    expect((await sends(token, channel.id, bad)).status).toBe(400);
    expect((await sends(token, channel.id, 'Good')).status).toBe(201);
  },
);

test('categories and statuses that an adopted database holds may be sent back unchanged', async () => {
  const { ann, team } = await server.make.conversation();
  const odd = 'in\u202Evoice';
  const mine = { user_id: ann.id, team_id: team.id };
  const made = await ann.call(createCategory, { params: mine, body: { ...mine, display_name: 'Good' } });
  await db.updateTable('sidebarcategories').set({ display_name: odd }).where('id', '=', made.id).execute();
  const of = { ...mine, category_id: made.id };
  const body = { ...made, display_name: odd, collapsed: true };
  expect(await ann.call(updateCategory, { params: of, body })).toMatchObject({ display_name: odd, collapsed: true });
  expect((await ann.call(getCategories, { params: mine })).categories).toContainEqual(expect.objectContaining(body));

  const params = { user_id: ann.id };
  const customStatus = JSON.stringify({ emoji: 'taco', text: odd, duration: '', expires_at: '' });
  await db.updateTable('users').set({ props: { customStatus } }).where('id', '=', ann.id).execute();
  await ann.call(patchUser, { params, body: { nickname: 'Ann', props: { customStatus } } });
  const same = { emoji: 'taco', text: odd, duration: 'today', expires_at: new Date(Date.now() + 60_000).toISOString() };
  await ann.call(setCustomStatus, { params, body: same });
  const user = await ann.call(getUser, { params });
  expect([user.nickname, JSON.parse(user.props?.['customStatus'] ?? '')]).toMatchObject(['Ann', { text: odd }]);
});
