import { archiveChannel, removeChannelMember } from '@innermost/protocol/channels.ts';
import {
  deleteDraft,
  deleteThreadDraft,
  getDrafts,
  saveDraft,
  type Draft,
  type NewDraft,
} from '@innermost/protocol/drafts.ts';
import { deletePost } from '@innermost/protocol/posts.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();

const save = (who: Person, channel_id: string, message: string, more: Partial<NewDraft> = {}) =>
  who.call(saveDraft, { body: { channel_id, message, ...more } });
const draftsOf = (who: Person, team_id: string, user_id = 'me'): Promise<Draft[]> =>
  who.call(getDrafts, { params: { user_id, team_id } });
const texts = async (who: Person, team_id: string) => (await draftsOf(who, team_id)).map(({ message }) => message);

test('a draft is kept and changed in its place, and only its writer hears of it', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(ann);
  const elsewhere = await server.listen(bob);
  const first = await save(ann, channel.id, 'not do');
  expect(first).toMatchObject({ user_id: ann.id, channel_id: channel.id, root_id: '', message: 'not do', props: {} });
  expect(await heard.next('draft_created')).toMatchObject({
    data: { draft: first },
    broadcast: { user_id: ann.id, channel_id: channel.id, omit_connection_id: '' },
  });
  const priority = { priority: 'urgent', requested_ack: true, persistent_notifications: null };
  const second = await save(ann, channel.id, 'not done', { props: { a: 1 }, priority });
  expect(second).toMatchObject({ create_at: first?.create_at, message: 'not done', props: { a: 1 }, priority });
  expect(second?.update_at).toBeGreaterThan(first?.update_at ?? 0);
  expect((await heard.next('draft_created')).data.draft).toEqual(second);
  expect(await draftsOf(ann, channel.team_id)).toEqual([second]);
  expect(await draftsOf(bob, channel.team_id)).toEqual([]);
  await ann.posts(channel, 'sent afterwards');
  await elsewhere.next('posted');
  expect(elsewhere.heard.map(({ event }) => event)).not.toContain('draft_created');
});

test('one that becomes empty is deleted, as is one that is taken away; again, it is no news', async () => {
  const { ann, channel } = await server.make.conversation();
  const root = await ann.posts(channel, 'root');
  await save(ann, channel.id, 'in the channel');
  await save(ann, channel.id, 'in the thread', { root_id: root.id });
  expect(await texts(ann, channel.team_id)).toEqual(['in the thread', 'in the channel']);
  const heard = await server.listen(ann);
  expect(await save(ann, channel.id, '')).toBeNull();
  expect((await heard.next('draft_deleted')).data.draft).toMatchObject({ root_id: '', message: 'in the channel' });
  const params = { user_id: 'me', channel_id: channel.id };
  for (let at = 0; at < 2; at += 1) {
    expect(await ann.call(deleteThreadDraft, { params: { ...params, thread_id: root.id } })).toEqual({ status: 'OK' });
    expect(await ann.call(deleteDraft, { params })).toEqual({ status: 'OK' });
  }
  expect((await heard.next('draft_deleted')).data.draft).toMatchObject({ root_id: root.id });
  await ann.posts(channel, 'sent afterwards');
  await heard.next('posted');
  expect(heard.heard.filter(({ event }) => event === 'draft_deleted')).toHaveLength(2);
  expect(await texts(ann, channel.team_id)).toEqual([]);
});

test('the connection that wrote is left out where it says which it is', async () => {
  const { ann, channel } = await server.make.conversation();
  const heard = await server.listen(ann);
  const connection = newId();
  const response = await fetch(ann.client.url(saveDraft), {
    method: 'POST',
    headers: { Authorization: `Bearer ${ann.token}`, 'Connection-Id': connection },
    body: JSON.stringify({ channel_id: channel.id, message: 'x' }),
  });
  expect(response.status).toBe(201);
  expect((await heard.next('draft_created')).broadcast).toMatchObject({ omit_connection_id: connection });
});

test('listed are those of the team and of conversations that could still be sent', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const other = await server.make.channel(ann, await server.make.team(ann));
  const direct = await server.make.direct(ann, bob);
  const [root, gone] = [await ann.posts(channel, 'root'), await ann.posts(channel, 'gone')];
  await save(ann, channel.id, 'here');
  await save(ann, channel.id, 'below', { root_id: root.id });
  await save(ann, channel.id, 'below what is gone', { root_id: gone.id });
  await save(ann, other.id, 'in another team');
  await save(ann, direct.id, 'to Bob');
  await ann.call(deletePost, { params: { post_id: gone.id } });
  expect(await texts(ann, channel.team_id)).toEqual(['to Bob', 'below', 'here']);
  await save(bob, channel.id, 'left behind');
  await bob.call(removeChannelMember, { params: { channel_id: channel.id, user_id: 'me' } });
  expect(await texts(bob, channel.team_id)).toEqual([]);
  await ann.call(archiveChannel, { params: { channel_id: channel.id } });
  expect(await texts(ann, channel.team_id)).toEqual(['to Bob']);
  await expect(save(ann, channel.id, 'x')).rejects.toMatchObject({
    status: 400,
    id: 'api.draft.create_draft.can_not_draft_to_deleted.error',
  });
});

test('files that were uploaded for it come along, of the writer alone', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const [mine, theirs] = [newId(), newId()];
  for (const [id, by] of [
    [mine, ann.id],
    [theirs, bob.id],
  ] as const)
    await sql`INSERT INTO fileinfo (id, creatorid, postid, channelid, createat, updateat, deleteat, path, name)
      VALUES (${id}, ${by}, '', ${channel.id}, 1, 1, 0, 'x', 'plan.pdf')`.execute(server.database.db);
  const draft = await save(ann, channel.id, 'see', { file_ids: [theirs, mine] });
  expect(draft?.file_ids).toEqual([theirs, mine]);
  expect(draft?.metadata.files?.map(({ id, name }) => [id, name])).toEqual([[mine, 'plan.pdf']]);
  expect(await draftsOf(ann, channel.team_id)).toEqual([draft]);
});

test('a draft of files alone is kept and listed until they are taken out', async () => {
  const { ann, channel } = await server.make.conversation();
  const file_ids = [newId()];
  expect(await save(ann, channel.id, '', { file_ids })).toMatchObject({ message: '', file_ids });
  expect(await draftsOf(ann, channel.team_id)).toMatchObject([{ message: '', file_ids }]);
  expect(await save(ann, channel.id, '', { file_ids: [] })).toBeNull();
  expect(await draftsOf(ann, channel.team_id)).toEqual([]);
});

test('what an adopted database holds is read as far as it goes', async () => {
  const { ann, channel } = await server.make.conversation();
  await sql`INSERT INTO drafts (createat, updateat, deleteat, userid, channelid, rootid, message, props, fileids, priority)
    VALUES (1, NULL, NULL, ${ann.id}, ${channel.id}, '', 'old', '', 'null', '{'), (1, 1, 0, ${ann.id}, ${channel.id}, ${newId()}, 'orphan', NULL, NULL, NULL)`.execute(
    server.database.db,
  );
  expect(await draftsOf(ann, channel.team_id)).toMatchObject([{ message: 'old', update_at: 0, props: {} }]);
});

test('refused: to whoever may not post there, and about others, to administrators too', async () => {
  const { ann, stranger, channel } = await server.make.conversation({ type: 'P' });
  const admin = await server.make.admin();
  await save(ann, channel.id, 'mine');
  await expect(save(stranger, channel.id, 'x')).rejects.toMatchObject({ status: 403 });
  await expect(save(ann, newId(), 'x')).rejects.toMatchObject({ status: 403 });
  for (const who of [stranger, admin]) {
    const params = { user_id: ann.id, channel_id: channel.id };
    await expect(draftsOf(who, channel.team_id, ann.id)).rejects.toMatchObject({ status: 403 });
    await expect(who.call(deleteDraft, { params })).rejects.toMatchObject({ status: 403 });
    await expect(who.call(deleteThreadDraft, { params: { ...params, thread_id: newId() } })).rejects.toMatchObject({
      status: 403,
    });
  }
  await expect(draftsOf(stranger, channel.team_id)).rejects.toMatchObject({ status: 403 });
  expect(await texts(ann, channel.team_id)).toEqual(['mine']);
});

test.each<[string, Partial<NewDraft>]>([
  ['message_length', { message: 'x'.repeat(16_384) }],
  ['props', { props: { long: 'x'.repeat(8_000) } }],
  ['file_ids', { file_ids: Array.from({ length: 11 }, newId) }],
  ['root_id', { root_id: 'nowhere' }],
])('refuses a draft for its %s', async (what, more) => {
  const { ann, channel } = await server.make.conversation();
  await expect(save(ann, channel.id, 'x', more)).rejects.toMatchObject({
    status: 400,
    id: `model.draft.is_valid.${what}.app_error`,
  });
});

test('nothing of it where the setting is off', async () => {
  const { ann, channel } = await server.make.conversation();
  await server.configure({ ServiceSettings: { AllowSyncedDrafts: false } });
  const off = { status: 501, id: 'app.draft.feature_disabled' };
  const params = { user_id: 'me', channel_id: channel.id };
  await expect(save(ann, channel.id, 'x')).rejects.toMatchObject(off);
  await expect(ann.call(deleteDraft, { params })).rejects.toMatchObject(off);
  await expect(ann.call(deleteThreadDraft, { params: { ...params, thread_id: newId() } })).rejects.toMatchObject(off);
  await expect(draftsOf(ann, channel.team_id)).rejects.toMatchObject(off);
  await server.configure({ ServiceSettings: { AllowSyncedDrafts: true } });
});
