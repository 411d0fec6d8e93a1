import {
  archiveChannel,
  getChannel,
  getChannelByName,
  listDeletedChannels,
  listPublicChannels,
  patchChannel,
  restoreChannel,
  setChannelPrivacy,
  updateChannel,
  type Channel,
} from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

const newest = async (who: Person, channel: Channel) => {
  const { order, posts } = await who.call(getChannelPosts, { params: { channel_id: channel.id } });
  return posts[order[0] ?? ''];
};
const copyOf = (channel: Channel) =>
  db.selectFrom('publicchannels').selectAll().where('id', '=', channel.id).executeTakeFirst();
const patch = (who: Person, channel: { id: string }, body: object) =>
  who.call(patchChannel, { params: { channel_id: channel.id }, body });
const townSquareOf = async (who: Person, team: { id: string }) =>
  who.call(getChannelByName, { params: { team_id: team.id, channel_name: 'town-square' } });

test('header, purpose and display name change with a notice each, the copy and an event', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(bob);
  const changes = [
    ['header', 'header', 'system_header_change'],
    ['purpose', 'purpose', 'system_purpose_change'],
    ['display_name', 'displayname', 'system_displayname_change'],
  ] as const;
  for (const [field, prop, type] of changes) {
    const before = channel[field];
    const changed = await patch(ann, channel, { [field]: 'new words' });
    expect(changed[field]).toBe('new words');
    expect(changed.update_at).toBeGreaterThan(channel.update_at);
    const notice = await newest(bob, channel);
    expect(notice).toMatchObject({ type, user_id: ann.id });
    expect(notice?.props).toEqual({
      username: ann.user.username,
      [`old_${prop}`]: before,
      [`new_${prop}`]: 'new words',
    });
    const frame = await heard.next('channel_updated');
    expect(frame.data.channel).toMatchObject({ id: channel.id, [field]: 'new words' });
    expect(frame.broadcast.channel_id).toBe(channel.id);
  }
  expect(await copyOf(channel)).toMatchObject({
    header: 'new words',
    purpose: 'new words',
    display_name: 'new words',
    name: channel.name,
  });
  const { total_msg_count } = await ann.call(getChannel, { params: { channel_id: channel.id } });
  expect(total_msg_count).toBe(3);
});

test('a channel always has a name to show', async () => {
  const { ann, channel } = await server.make.conversation();
  for (const display_name of ['', '  ', 'x'.repeat(65)])
    await expect(patch(ann, channel, { display_name })).rejects.toMatchObject({
      status: 400,
      id: 'model.channel.is_valid.display_name.app_error',
    });
  expect((await patch(ann, channel, { display_name: ' Lunch ' })).display_name).toBe('Lunch');
});

test('half a character in a text is replaced and stored, with the notice of it', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  expect((await patch(ann, channel, { purpose: 'odd \ud800' })).purpose).toBe('odd \ufffd');
  expect((await newest(bob, channel))?.props).toMatchObject({ new_purpose: 'odd \ufffd' });
});

test('a header that names somebody calls him', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const heard = await server.listen(bob);
  await patch(ann, channel, { header: `ask @${bob.user.username}` });
  expect((await heard.next('posted')).data.mentions).toEqual([bob.id]);
  const direct = await server.make.direct(ann, bob);
  await patch(ann, direct, { header: 'just us' });
  expect((await heard.next('posted')).data).toMatchObject({ channel_type: 'D', mentions: [bob.id] });
});

test('a name changes where it is free and allowed', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const other = await server.make.channel(ann, team);
  expect(await patch(ann, channel, { name: 'renamed' })).toMatchObject({ name: 'renamed' });
  expect(await copyOf(channel)).toMatchObject({ name: 'renamed' });
  await expect(patch(ann, other, { name: 'renamed' })).rejects.toMatchObject({
    status: 400,
    id: 'store.sql_channel.save_channel.exists.app_error',
  });
  await expect(patch(ann, other, { name: 'Not OK' })).rejects.toMatchObject({
    id: 'model.channel.is_valid.1_or_more.app_error',
  });
  const townSquare = await townSquareOf(ann, team);
  await expect(patch(ann, townSquare, { name: 'agora' })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.update_channel.tried.app_error',
  });
  expect(await patch(ann, townSquare, { display_name: 'Agora' })).toMatchObject({ display_name: 'Agora' });
});

test('changes are refused to strangers, when empty, too long, or of a conversation', async () => {
  const { ann, bob, stranger, channel } = await server.make.conversation({ type: 'P' });
  await expect(patch(bob, channel, { header: 'h' })).resolves.toBeDefined();
  await expect(patch(stranger, channel, { header: 'h' })).rejects.toMatchObject({ status: 403 });
  await expect(patch(ann, channel, {})).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.patch_update_channel.no_changes.app_error',
  });
  await expect(patch(ann, channel, { header: 'x'.repeat(1025) })).rejects.toMatchObject({
    id: 'model.channel.is_valid.header.app_error',
  });
  await expect(patch(ann, channel, { header: 7 })).rejects.toMatchObject({ status: 400 });
  const direct = await server.make.direct(ann, bob);
  await expect(patch(ann, direct, { display_name: 'us' })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error',
  });
  await expect(patch(stranger, direct, { header: 'h' })).rejects.toMatchObject({ status: 403 });
});

test('the whole update empties what is not given, but keeps the names and the type', async () => {
  const { ann, channel } = await server.make.conversation({ header: 'h', purpose: 'p' });
  const params = { channel_id: channel.id };
  const changed = await ann.call(updateChannel, { params, body: { id: channel.id, purpose: 'new' } });
  expect(changed).toMatchObject({ header: '', purpose: 'new', name: channel.name, display_name: channel.display_name });
  // Of the three, only a new display name makes a notice, and the answer does not count it yet.
  expect((await newest(ann, channel))?.type).toBe('system_add_to_channel');
  const renamed = await ann.call(updateChannel, { params, body: { id: channel.id, display_name: 'Other' } });
  expect(renamed.total_msg_count).toBe(changed.total_msg_count);
  expect((await newest(ann, channel))?.type).toBe('system_displayname_change');
  await expect(ann.call(updateChannel, { params, body: { id: channel.id, type: 'P' } })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.update_channel.typechange.app_error',
  });
  await expect(ann.call(updateChannel, { params, body: { id: 'a'.repeat(26) } })).rejects.toMatchObject({
    status: 400,
    id: 'api.context.invalid_body_param.app_error',
  });
});

test('a channel becomes private and public again by its administrators, Town Square never', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const params = { channel_id: channel.id };
  const heard = await server.listen(bob);
  const convert = (who: Person, privacy: string) => who.call(setChannelPrivacy, { params, body: { privacy } });
  await expect(convert(bob, 'P')).rejects.toMatchObject({ status: 403 });
  await expect(convert(ann, 'X')).rejects.toMatchObject({ status: 400 });
  expect(await convert(ann, 'P')).toMatchObject({ type: 'P' });
  const frame = await heard.next('channel_converted');
  // Wire: first the channel as it is now, then that it changed its kind.
  expect(heard.heard.at(heard.heard.indexOf(frame) - 1)).toMatchObject({
    event: 'channel_updated',
    data: { channel: { id: channel.id, type: 'P' } },
  });
  expect(frame.data).toEqual({ channel_id: channel.id });
  expect(frame.broadcast.team_id).toBe(team.id);
  expect(await newest(bob, channel)).toMatchObject({
    type: 'system_change_chan_privacy',
    props: { username: ann.user.username },
  });
  expect(await copyOf(channel)).toBeUndefined();
  await expect(stranger.call(getChannel, { params })).rejects.toMatchObject({ status: 403 });
  expect(await convert(ann, 'O')).toMatchObject({ type: 'O' });
  expect(await copyOf(channel)).toMatchObject({ name: channel.name, delete_at: 0 });
  const townSquare = await townSquareOf(ann, team);
  await expect(
    ann.call(setChannelPrivacy, { params: { channel_id: townSquare.id }, body: { privacy: 'P' } }),
  ).rejects.toMatchObject({ status: 400, id: 'api.channel.update_channel_privacy.default_channel_error' });
});

test('an archived channel takes nothing more until it is restored', async () => {
  const { ann, bob, stranger, team, channel } = await server.make.conversation();
  const params = { channel_id: channel.id };
  const heard = await server.listen(bob);
  await expect(stranger.call(archiveChannel, { params })).rejects.toMatchObject({ status: 403 });
  expect(await bob.call(archiveChannel, { params })).toEqual({ status: 'OK' });
  expect((await heard.next('posted')).data.post).toMatchObject({ type: 'system_channel_deleted', user_id: bob.id });
  const frame = await heard.next('channel_deleted');
  const archived = await ann.call(getChannel, { params });
  expect(frame.data).toEqual({ channel_id: channel.id, delete_at: archived.delete_at });
  expect(frame.broadcast).toMatchObject({ team_id: team.id, channel_id: '' });
  expect((await copyOf(channel))?.delete_at).toBe(archived.delete_at);

  await expect(ann.posts(channel, 'too late')).rejects.toMatchObject({ status: 400 });
  await expect(patch(ann, channel, { header: 'h' })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.update_channel.deleted.app_error',
  });
  await expect(ann.call(archiveChannel, { params })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.delete_channel.deleted.app_error',
  });
  const inTeam = { params: { team_id: team.id } };
  expect((await bob.call(listDeletedChannels, inTeam)).map(({ id }) => id)).toEqual([channel.id]);
  expect((await bob.call(listPublicChannels, inTeam)).map(({ id }) => id)).not.toContain(channel.id);

  await expect(bob.call(restoreChannel, { params })).rejects.toMatchObject({ status: 403 });
  expect(await ann.call(restoreChannel, { params })).toMatchObject({ id: channel.id, delete_at: 0 });
  expect((await heard.next('channel_restored')).data).toEqual({ channel_id: channel.id });
  expect((await heard.next('posted')).data.post.type).toBe('system_channel_restored');
  await expect(ann.posts(channel, 'here again')).resolves.toBeDefined();
  expect((await copyOf(channel))?.delete_at).toBe(0);
  await expect(ann.call(restoreChannel, { params })).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.restore_channel.restored.app_error',
  });
});

test('Town Square and conversations are not archived, and nothing is erased by default', async () => {
  const { ann, bob, team, channel } = await server.make.conversation();
  const archive = (id: string) => ann.call(archiveChannel, { params: { channel_id: id } });
  await expect(archive((await townSquareOf(ann, team)).id)).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.delete_channel.cannot.app_error',
  });
  await expect(archive((await server.make.direct(ann, bob)).id)).rejects.toMatchObject({
    status: 400,
    id: 'api.channel.delete_channel.type.invalid',
  });
  await expect(
    ann.call(archiveChannel, { params: { channel_id: channel.id }, query: { permanent: 'true' } }),
  ).rejects.toMatchObject({ status: 401, id: 'api.user.delete_channel.not_enabled.app_error' });
});
