/** A small world written straight into the database, so that each call of the access matrix finds an untouched one. */
import type { Db } from '../../platform/db/database.ts';
import type { Scene } from '../../area/example.ts';
import { newId } from '../../platform/ids.ts';

/** Who calls, with the roles held where the calls are about; without one the caller does not belong there. */
const kinds = {
  nobody: { system: '' },
  'guest elsewhere': { system: 'system_guest' },
  stranger: { system: 'system_user' },
  bot: { system: 'system_user' },
  teammate: { system: 'system_user', team: 'member' },
  'team admin': { system: 'system_user', team: 'admin' },
  guest: { system: 'system_guest', team: 'guest', channel: 'guest' },
  member: { system: 'system_user', team: 'member', channel: 'member' },
  'channel admin': { system: 'system_user', team: 'member', channel: 'admin' },
  admin: { system: 'system_user system_admin' },
} as const satisfies Record<string, Kind>;

type Belonging = 'guest' | 'member' | 'admin';
interface Kind {
  system: string;
  team?: Belonging;
  channel?: Belonging;
}

export type Caller = keyof typeof kinds;
// Keys of an object literal are what its type says.
export const callers = Object.keys(kinds) as Caller[];
const kindOf = (caller: Caller): Kind => kinds[caller];

export interface World {
  /** Empty for nobody. */
  token: string;
  /** Who calls. */
  self: string;
  /** What no answer to this caller may hold. */
  secrets: readonly string[];
  /** What examples speak of, and what stands for the parameters of a path, by name. */
  params: Scene & { readonly invite_id: string } & Readonly<Record<string, string | readonly string[]>>;
}

/**
 * A private team with a private channel, a post with a reply, a webhook and one member, whose things the calls are
 * about; and the caller.
 */
export async function makeWorld(db: Db, caller: Caller, now: number): Promise<World> {
  const owner = newId();
  const { self, token, friend, session_id } = await insertPeople(db, owner, caller, now);
  const places = await insertPlaces(db, owner, { id: self, ...kindOf(caller) }, now);
  const role = db.selectFrom('roles').select('id').where('name', '=', 'system_user');
  const role_id = (await role.executeTakeFirstOrThrow()).id;
  const ids = { self, user_id: owner, ...places.ids, friend, role_id, session_id, unusedName: `n${newId()}` };
  const jobs = await insertJobs(db, now);
  const file_id = await insertFile(db, owner, places, now);
  const upload_id = await insertUpload(db, owner, places, now);
  return {
    token: caller === 'nobody' ? '' : token,
    self,
    secrets: secretsFrom(caller, owner, places),
    params: { ...ids, ...otherParams(owner, places, now), ...jobs, file_id, upload_id },
  };
}

/** What is said in the channel, its webhook's address, and from guests who the people are with whom they share nothing. */
function secretsFrom(caller: Caller, owner: string, { post_id, hook_id }: Places): string[] {
  if (caller === 'admin') return [];
  if (kindOf(caller).channel) return [hook_id];
  const places = [`secret ${post_id}`, hook_id];
  const seesPeople = caller !== 'guest elsewhere' && caller !== 'nobody';
  return seesPeople ? places : [...places, `u${owner}`, `${owner}@`];
}

async function insertPeople(db: Db, owner: string, caller: Caller, now: number) {
  const [self, token, friend] = [newId(), newId(), newId()];
  const roles = kindOf(caller).system;
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
    .values([person(owner, 'system_user'), person(self, roles), person(friend, 'system_user')])
    .execute();
  const isBot = caller === 'bot';
  if (isBot)
    await db
      .insertInto('bots')
      .values({ user_id: self, owner_id: owner, ...times })
      .execute();
  const props = { ...(isBot ? { is_bot: 'true' } : {}), ...(roles === 'system_guest' ? { is_guest: 'true' } : {}) };
  const session = { create_at: now, expires_at: now + 3_600_000, last_activity_at: now };
  const session_id = newId();
  await db
    .insertInto('sessions')
    .values([
      { id: newId(), token, user_id: self, roles, props, ...session },
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
  return { self, token, friend, session_id };
}

const preference = { category: 'display_settings', name: 'use_military_time' };

const belongsAs = (as: Belonging) => ({
  roles: '',
  scheme_guest: as === 'guest',
  scheme_user: as !== 'guest',
  scheme_admin: as === 'admin',
});

async function insertPlaces(db: Db, owner: string, caller: Kind & { id: string }, now: number) {
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
  const own = { user_id: owner, ...belongsAs('member') };
  const inTeam = caller.team ? [own, { user_id: caller.id, ...belongsAs(caller.team) }] : [own];
  const inChannel = caller.channel ? [own, { user_id: caller.id, ...belongsAs(caller.channel) }] : [own];
  await db
    .insertInto('teammembers')
    .values(inTeam.map((member) => ({ team_id, delete_at: 0, ...member })))
    .execute();
  await db
    .insertInto('channelmembers')
    .values(inChannel.map((member) => ({ channel_id, notify_props: '{}', ...member })))
    .execute();
  await db
    .insertInto('incomingwebhooks')
    .values({ id: hook_id, user_id: owner, channel_id, team_id, ...times })
    .execute();
  const ids = { team_id, channel_id, post_id, hook_id };
  await insertThread(db, owner, ids, now);
  return { ids, ...ids, categories: await insertSidebar(db, owner, team_id) };
}

async function insertThread(db: Db, owner: string, { channel_id, post_id, team_id }: PlaceIds, now: number) {
  const post = { channel_id, user_id: owner, original_id: '', create_at: now, update_at: now, delete_at: 0 };
  await db
    .insertInto('posts')
    .values([
      { id: post_id, message: `secret ${post_id}`, root_id: '', ...post },
      { id: newId(), message: 'reply', root_id: post_id, ...post },
    ])
    .execute();
  await db
    .insertInto('threads')
    .values({
      post_id,
      reply_count: 1,
      last_reply_at: now,
      participants: JSON.stringify([owner]),
      channel_id,
      thread_team_id: team_id,
    })
    .execute();
  await db
    .insertInto('threadmemberships')
    .values({ post_id, user_id: owner, following: true, last_viewed: 0, last_updated: now, unread_mentions: 0 })
    .execute();
}

/** A file of the post. */
async function insertFile(db: Db, owner: string, { channel_id, post_id }: Places, now: number): Promise<string> {
  const id = newId();
  const times = { create_at: now, update_at: now, delete_at: 0 };
  const named = { name: `secret ${post_id}`, extension: 'txt', mime_type: 'text/plain', size: 1 };
  await db
    .insertInto('fileinfo')
    .values({
      id,
      creator_id: owner,
      post_id,
      channel_id,
      path: 'none',
      thumbnail_path: '',
      preview_path: '',
      ...named,
      ...times,
    })
    .execute();
  return id;
}

/** That the bytes of the example complete. */
async function insertUpload(db: Db, owner: string, { channel_id, post_id }: Places, now: number): Promise<string> {
  const id = newId();
  const named = { filename: `secret ${post_id}`, path: `uploads/${id}/a.txt` };
  await db
    .insertInto('uploadsessions')
    .values({
      id,
      type: 'attachment',
      create_at: now,
      user_id: owner,
      channel_id,
      ...named,
      file_size: 7,
      file_offset: 0,
    })
    .execute();
  return id;
}

/** One that the API shows, and one of our own queue that was given up. */
async function insertJobs(db: Db, now: number) {
  const job_id = newId();
  const data = { is_downloadable: 'true' };
  await db
    .insertInto('jobs')
    .values({ id: job_id, type: 'message_export', status: 'pending', priority: 0, create_at: now, data })
    .execute();
  const { id } = await db
    .insertInto('innermost.job_queue')
    .values({ name: 'unknown', args: '{}', state: 'dead', priority: 50, due_at: 0, create_at: now, max_attempts: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { job_id, job_type: 'message_export', number: String(id) };
}

/** The three categories that everybody has, and a custom one before them. */
async function insertSidebar(db: Db, owner: string, team_id: string): Promise<string[]> {
  const custom = newId();
  const types = ['favorites', 'channels', 'direct_messages'];
  const category = { user_id: owner, team_id, sorting: '', muted: false, collapsed: false };
  const all = [
    { id: custom, type: 'custom' },
    ...types.map((type) => ({ id: `${type}_${owner}_${team_id}`, type })),
  ].map((one, sort_order) => ({ ...category, ...one, display_name: one.type, sort_order }));
  await db.insertInto('sidebarcategories').values(all).execute();
  return all.map(({ id }) => id);
}

interface PlaceIds {
  team_id: string;
  channel_id: string;
  post_id: string;
}

type Places = Awaited<ReturnType<typeof insertPlaces>>;

const otherParams = (owner: string, { team_id, channel_id, post_id, categories }: Places, now: number) => ({
  username: `u${owner}`,
  email: `${owner}@example.com`,
  team_name: `t${team_id}`,
  channel_name: `c${channel_id}`,
  invite_id: team_id,
  thread_id: post_id,
  plugin_id: 'com.example.plugin',
  category_id: categories[0] ?? '',
  categories,
  role_name: 'system_user',
  timestamp: String(now),
  emoji_name: 'taco',
  emoji_id: newId(),
  file: '1f600.png',
  category: preference.category,
  preference_name: preference.name,
});
