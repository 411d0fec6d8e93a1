import { addChannelMember } from '@innermost/protocol/channels.ts';
import { getChannelPosts } from '@innermost/protocol/posts.ts';
import { getRolesByNames } from '@innermost/protocol/roles.ts';
import { saveReaction } from '@innermost/protocol/reactions.ts';
import { expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import type { Person } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

async function role(permissions: string): Promise<string> {
  const name = newId();
  const row = { id: newId(), name, display_name: name, description: '', create_at: 1, update_at: 1, delete_at: 0 };
  await db
    .insertInto('roles')
    .values({ ...row, permissions, scheme_managed: true, built_in: false })
    .execute();
  return name;
}

async function moderate(channelId: string, userRole: string): Promise<void> {
  const id = newId();
  const names = { name: id, display_name: id, description: '', scope: 'channel' as const };
  await db
    .insertInto('schemes')
    .values({
      id,
      ...names,
      create_at: 1,
      update_at: 1,
      delete_at: 0,
      default_channel_user_role: userRole,
      default_channel_admin_role: await role(''),
      default_channel_guest_role: await role(''),
    })
    .execute();
  await db.updateTable('channels').set({ scheme_id: id }).where('id', '=', channelId).execute();
  await server.forgetEverything();
}

test('a moderated channel takes what its scheme leaves out from members, and nothing else from anybody', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const post = await ann.posts(channel, 'read me');
  const react = (who: Person) =>
    who.call(saveReaction, { body: { user_id: who.id, post_id: post.id, emoji_name: 'wave' } });
  const userRole = await role('add_reaction manage_channel_roles');
  await moderate(channel.id, userRole);
  expect((await bob.call(getChannelPosts, { params: { channel_id: channel.id } })).order).toContain(post.id);
  await expect(react(bob)).resolves.toBeDefined();
  await expect(bob.posts(channel, 'may I?')).rejects.toMatchObject({ status: 403 });
  await expect(
    bob.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: ann.id } }),
  ).rejects.toMatchObject({ status: 403 });
  await expect(ann.posts(channel, 'an administrator of the channel may')).resolves.toBeDefined();
  const [told] = await bob.call(getRolesByNames, { body: [userRole] });
  expect(told?.permissions).toEqual(expect.arrayContaining(['add_reaction', 'read_channel', 'upload_file']));
  expect(told?.permissions).not.toContain('create_post');
  expect(told?.permissions).not.toContain('manage_channel_roles');
  const { directory } = server.app.services;
  const own = (await directory.memberships.get(bob.id))?.channels.get(channel.id);
  // A scheme cannot give what members have nowhere else.
  expect(directory.grants(own?.roles ?? [], 'manage_channel_roles')).toBe(false);
});
