/** A small world written straight into the database, so that each call of the access matrix finds an untouched one. */
import type { Db } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';

export const callers = ['nobody', 'guest', 'stranger', 'member', 'bot', 'admin'] as const;
export type Caller = (typeof callers)[number];

export interface World {
  /** Empty for nobody. */
  token: string;
  /** Who calls. */
  self: string;
  /** What no answer to this caller may hold. */
  secrets: readonly string[];
  /** What stands for the parameters of a path, by name. */
  params: Readonly<Record<string, string>>;
  /** Has every field that some body asks for; others are ignored. */
  body: Readonly<Record<string, unknown>>;
}

/**
 * A private team with a private channel, a post, a webhook and one member, whose things the calls are about; and the
 * caller, who belongs to team and channel only as `member`.
 */
export async function makeWorld(db: Db, caller: Caller, now: number): Promise<World> {
  const owner = newId();
  const { self, token, session_id } = await insertPeople(db, owner, caller, now);
  const places = await insertPlaces(db, owner, caller === 'member' ? [owner, self] : [owner], now);
  const role = db.selectFrom('roles').select('id').where('name', '=', 'system_user');
  const ids = { user_id: owner, ...places, role_id: (await role.executeTakeFirstOrThrow()).id, session_id };
  return {
    token: caller === 'nobody' ? '' : token,
    self,
    secrets: secretsFrom(caller, owner, places),
    params: { ...ids, ...otherParams(owner, places, now) },
    body: { ...ids, ...fields(owner) },
  };
}

/** What is said in the channel, its webhook's address, and from guests who the people are with whom they share nothing. */
function secretsFrom(caller: Caller, owner: string, { post_id, hook_id }: Places): string[] {
  if (caller === 'member' || caller === 'admin') return [];
  const places = [`secret ${post_id}`, hook_id];
  return caller === 'guest' || caller === 'nobody' ? [...places, `u${owner}`, `${owner}@`] : places;
}

const roles: Record<Caller, string> = {
  nobody: '',
  guest: 'system_guest',
  stranger: 'system_user',
  member: 'system_user',
  bot: 'system_user',
  admin: 'system_user system_admin',
};

async function insertPeople(db: Db, owner: string, caller: Caller, now: number) {
  const [self, token] = [newId(), newId()];
  const times = { create_at: now, update_at: now, delete_at: 0 };
  const person = (id: string, of: string) => ({
    id,
    username: `u${id}`,
    email: `${id}@example.com`,
    password: '',
    roles: of,
    ...times,
    props: '{}',
    notify_props: '{}',
    timezone: '{}',
    locale: 'en',
    auth_service: '',
  });
  await db
    .insertInto('users')
    .values([person(owner, 'system_user'), person(self, roles[caller])])
    .execute();
  const isBot = caller === 'bot';
  if (isBot)
    await db
      .insertInto('bots')
      .values({ user_id: self, owner_id: owner, ...times })
      .execute();
  const props = { ...(isBot ? { is_bot: 'true' } : {}), ...(caller === 'guest' ? { is_guest: 'true' } : {}) };
  const session = { create_at: now, expires_at: now + 3_600_000, last_activity_at: now };
  const session_id = newId();
  await db
    .insertInto('sessions')
    .values([
      { id: newId(), token, user_id: self, roles: roles[caller], props, ...session },
      { id: session_id, token: newId(), user_id: owner, roles: 'system_user', props: {}, ...session },
    ])
    .execute();
  await db
    .insertInto('status')
    .values({ user_id: owner, status: 'away', manual: true, last_activity_at: now })
    .execute();
  await db
    .insertInto('preferences')
    .values({ user_id: owner, ...preference, value: 'true' })
    .execute();
  return { self, token, session_id };
}

const preference = { category: 'display_settings', name: 'use_military_time' };

async function insertPlaces(db: Db, owner: string, members: readonly string[], now: number) {
  const [team_id, channel_id, post_id, hook_id] = [newId(), newId(), newId(), newId()];
  const times = { create_at: now, update_at: now, delete_at: 0 };
  await db
    .insertInto('teams')
    .values({ id: team_id, name: `t${team_id}`, display_name: 'Team', type: 'I', invite_id: team_id, ...times })
    .execute();
  await db
    .insertInto('channels')
    .values({ id: channel_id, team_id, name: `c${channel_id}`, display_name: 'Channel', type: 'P', ...times })
    .execute();
  const membership = { roles: '', scheme_user: true };
  await db
    .insertInto('teammembers')
    .values(members.map((user_id) => ({ team_id, user_id, delete_at: 0, ...membership })))
    .execute();
  await db
    .insertInto('channelmembers')
    .values(members.map((user_id) => ({ channel_id, user_id, notify_props: '{}', ...membership })))
    .execute();
  await db
    .insertInto('posts')
    .values({
      id: post_id,
      channel_id,
      user_id: owner,
      message: `secret ${post_id}`,
      root_id: '',
      original_id: '',
      ...times,
    })
    .execute();
  await db
    .insertInto('incomingwebhooks')
    .values({ id: hook_id, user_id: owner, channel_id, team_id, ...times })
    .execute();
  return { team_id, channel_id, post_id, hook_id };
}

type Places = Awaited<ReturnType<typeof insertPlaces>>;

const otherParams = (owner: string, { team_id, channel_id, post_id }: Places, now: number) => ({
  username: `u${owner}`,
  email: `${owner}@example.com`,
  team_name: `t${team_id}`,
  channel_name: `c${channel_id}`,
  invite_id: team_id,
  thread_id: post_id,
  category_id: newId(),
  role_name: 'system_user',
  timestamp: String(now),
  emoji_name: 'taco',
  category: preference.category,
  preference_name: preference.name,
});

const fields = (owner: string) => ({
  message: 'hello',
  text: 'hello',
  emoji_name: 'taco',
  collapsed_threads_supported: true,
  name: `n${newId()}`,
  display_name: 'Name',
  type: 'O',
  privacy: 'O',
  term: 'name',
  username: `n${newId()}`,
  email: `${newId()}@example.com`,
  login_id: `u${owner}`,
  password: 'correct horse 9',
  new_password: 'correct horse 9',
  roles: 'system_user',
  active: true,
  status: 'online',
  category: 'display_settings',
  value: 'true',
});
