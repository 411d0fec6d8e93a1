/** Hooks of people who left, of other people, and how they change hands. */
import { addChannelMember } from '@innermost/protocol/channels.ts';
import { addTeamMember, removeTeamMember } from '@innermost/protocol/teams.ts';
import { setUserActive } from '@innermost/protocol/users.ts';
import {
  createIncomingWebhook,
  listIncomingWebhooks,
  updateIncomingWebhook,
  type ChangedIncomingWebhook,
  type IncomingWebhook,
} from '@innermost/protocol/webhooks.ts';
import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../../testing/person.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const { db } = server.database;

async function outcome(hook: { id: string }, channel?: string): Promise<[number, string]> {
  const body = JSON.stringify({ text: 'x', ...(channel !== undefined && { channel }) });
  const response = await fetch(`${server.url}/hooks/${hook.id}`, { method: 'POST', body });
  const text = await response.text();
  return [response.status, text === 'ok' ? text : (JSON.parse(text) as { detailed_error: string }).detailed_error];
}

const handOver = (who: Person, hook: IncomingWebhook, fields: Partial<ChangedIncomingWebhook>) =>
  who.call(updateIncomingWebhook, { params: { hook_id: hook.id }, body: { ...hook, ...fields } });
const deactivate = async (person: Person) => {
  const admin = await server.make.admin();
  await admin.call(setUserActive, { params: { user_id: person.id }, body: { active: false } });
};
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };
const ownerLeft: [number, string] = [
  403,
  expect.stringMatching(/^api\.incoming_webhook\.owner_left\.app_error: .*has left/),
];

/** Team members hold this as well, until `restore`. */
async function grantMembers(...permissions: string[]) {
  const role = () => db.selectFrom('roles').select('permissions').where('name', '=', 'team_user').executeTakeFirst();
  const before = (await role())?.permissions ?? '';
  const set = async (value: string) => {
    await db.updateTable('roles').set({ permissions: value }).where('name', '=', 'team_user').execute();
    await server.app.services.directory.reloadRoles();
  };
  await set(`${before} ${permissions.join(' ')}`);
  restore = () => set(before);
}
let restore = () => Promise.resolve();
afterEach(() => restore());

describe('after its owner left', () => {
  test.each([
    ['was deactivated', (ann: Person) => deactivate(ann)],
    [
      'left the team',
      async (ann: Person, team_id: string) => {
        const admin = await server.make.admin();
        await admin.call(removeTeamMember, { params: { team_id, user_id: ann.id } });
      },
    ],
  ])('who %s, a hook posts into its own channel only', async (_name, leave) => {
    const { ann, bob, team, channel } = await server.make.conversation();
    const other = await server.make.channel(ann, team);
    const hook = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
    expect(await outcome(hook, other.name)).toEqual([200, 'ok']);
    await leave(ann, team.id);
    expect(await outcome(hook)).toEqual([200, 'ok']);
    expect(await outcome(hook, channel.name)).toEqual([200, 'ok']);
    expect(await outcome(hook, `#${other.name}`)).toEqual(ownerLeft);
    expect(await outcome(hook, `@${bob.user.username}`)).toEqual(ownerLeft);
    const name = [ann.id, bob.id].toSorted().join('__');
    expect(await db.selectFrom('channels').select('id').where('name', '=', name).execute()).toEqual([]);
  });

  test('it is listed as such, and as one of that person', async () => {
    const { ann, bob, stranger, team, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    for (const one of [bob, stranger]) {
      const body = { team_id: team.id, user_id: one.id };
      await admin.call(addTeamMember, { params: { team_id: team.id }, body });
    }
    const make = (user_id: string) => admin.call(createIncomingWebhook, { body: { channel_id: channel.id, user_id } });
    const hooks = [await make(ann.id), await make(bob.id), await make(stranger.id), await make(admin.id)];
    await deactivate(bob);
    await admin.call(removeTeamMember, { params: { team_id: team.id, user_id: stranger.id } });
    const ids = async (who: Person, query: object) => {
      const found = (await who.call(listIncomingWebhooks, { query })) as IncomingWebhook[];
      return found.map(({ id }) => id);
    };
    const [ofAnn, ofBob, ofStranger] = hooks.map(({ id }) => id);
    expect(await ids(admin, { team_id: team.id, owner: 'left' })).toEqual([ofBob, ofStranger]);
    expect(await ids(admin, { owner: bob.id })).toEqual([ofBob]);
    expect(await ids(ann, { team_id: team.id, owner: ann.id })).toEqual([ofAnn]);
    expect(await ids(admin, { team_id: team.id })).toHaveLength(4);
    const counted = await admin.call(listIncomingWebhooks, {
      query: { team_id: team.id, owner: 'left', include_total_count: 'true' },
    });
    expect(counted).toMatchObject({ total_count: 2 });
  });
});

describe('handing over', () => {
  test('is for who manages the hooks of others, and holds for the very next message', async () => {
    const { ann, bob, team, channel } = await server.make.conversation();
    const carol = await server.make.person();
    await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: carol.id } });
    const other = await server.make.channel(ann, team);
    await grantMembers('manage_own_incoming_webhooks', 'bypass_incoming_webhook_channel_lock');
    const hook = await bob.call(createIncomingWebhook, { body: { channel_id: channel.id, display_name: 'CI' } });
    expect(hook).toMatchObject({ user_id: bob.id, channel_locked: false });
    await expect(handOver(bob, hook, { user_id: carol.id })).rejects.toMatchObject(forbidden);
    await deactivate(bob);
    expect(await outcome(hook, other.name)).toEqual(ownerLeft);
    const heard = await server.listen(carol);
    const mine = await handOver(ann, hook, { user_id: ann.id });
    expect(mine).toMatchObject({ user_id: ann.id, display_name: 'CI', channel_locked: false });
    expect(await outcome(hook, other.name)).toEqual([200, 'ok']);
    expect(heard.heard.filter(({ event }) => event === 'posted')).toEqual([]);
    expect(await handOver(ann, mine, { user_id: '' })).toMatchObject({ user_id: ann.id });
  });

  test('in somebody else’s name locks the hook, unless a system administrator does it', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const hook = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
    expect(await handOver(ann, hook, { user_id: bob.id })).toMatchObject({ user_id: bob.id, channel_locked: true });
    const [locked] = (await ann.call(listIncomingWebhooks, {
      query: { team_id: hook.team_id, owner: bob.id },
    })) as IncomingWebhook[];
    if (!locked) throw new Error('The hook is gone.');
    expect(await handOver(ann, locked, { channel_locked: false })).toMatchObject({ channel_locked: true });
    expect(await handOver(admin, locked, { channel_locked: false })).toMatchObject({ channel_locked: false });
    // What only changes its name does not lock what was open.
    const open = { ...locked, channel_locked: false };
    expect(await handOver(ann, open, { display_name: 'Renamed' })).toMatchObject({ channel_locked: false });
  });

  test('goes to active members of the team who may read the channel', async () => {
    const { ann, bob, stranger, team, channel } = await server.make.conversation({ type: 'P' });
    const carol = await server.make.person();
    await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: carol.id } });
    const hook = await ann.call(createIncomingWebhook, { body: { channel_id: channel.id } });
    const unfit = { status: 400, id: 'api.incoming_webhook.new_owner.app_error' };
    for (const user_id of [stranger.id, carol.id, 'x'.repeat(26)])
      await expect(handOver(ann, hook, { user_id })).rejects.toMatchObject(unfit);
    await expect(handOver(ann, hook, { user_id: 'short' })).rejects.toMatchObject({ status: 400 });
    await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: carol.id } });
    expect(await handOver(ann, hook, { user_id: carol.id })).toMatchObject({ user_id: carol.id });
    await deactivate(bob);
    await expect(handOver(ann, hook, { user_id: bob.id })).rejects.toMatchObject(unfit);
  });
});

describe('made for somebody else', () => {
  test('a hook is locked to a channel in which its maker may post', async () => {
    const { ann, bob, team, channel } = await server.make.conversation();
    const admin = await server.make.admin();
    const body = { channel_id: channel.id, user_id: bob.id, channel_locked: false };
    expect(await ann.call(createIncomingWebhook, { body })).toMatchObject({ user_id: bob.id, channel_locked: true });
    expect(await admin.call(createIncomingWebhook, { body })).toMatchObject({ channel_locked: false });
    expect(await ann.call(createIncomingWebhook, { body: { ...body, user_id: ann.id } })).toMatchObject({
      channel_locked: false,
    });
    // Reads the channel, as every member of the team may, and posts into it no more.
    const owner = await server.make.channel(ann, team);
    await db
      .updateTable('teammembers')
      .set({ roles: 'custom_reader', scheme_admin: false, scheme_user: false })
      .where('user_id', '=', ann.id)
      .execute();
    const permissions = [
      'view_team',
      'read_public_channel',
      'manage_own_incoming_webhooks',
      'manage_others_incoming_webhooks',
      'bypass_incoming_webhook_channel_lock',
    ].join(' ');
    const role = { id: 'r'.repeat(26), name: 'custom_reader', display_name: '', description: '', permissions };
    await db
      .insertInto('roles')
      .values({ ...role, create_at: 1, update_at: 1, delete_at: 0, scheme_managed: false, built_in: false })
      .execute();
    await db.deleteFrom('channelmembers').where('user_id', '=', ann.id).where('channel_id', '=', owner.id).execute();
    await admin.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: bob.id } });
    await server.app.services.directory.reloadRoles();
    server.app.services.directory.memberships.forget(ann.id);
    const elsewhere = { channel_id: owner.id, user_id: bob.id };
    await expect(ann.call(createIncomingWebhook, { body: elsewhere })).rejects.toMatchObject(forbidden);
    expect(await ann.call(createIncomingWebhook, { body: { channel_id: owner.id } })).toMatchObject({
      user_id: ann.id,
    });
  });

  test('a hook is for nobody who was deactivated', async () => {
    const { ann, bob, channel } = await server.make.conversation();
    await deactivate(bob);
    const body = { channel_id: channel.id, user_id: bob.id };
    await expect(ann.call(createIncomingWebhook, { body })).rejects.toMatchObject({
      status: 400,
      id: 'api.incoming_webhook.new_owner.app_error',
    });
  });
});
