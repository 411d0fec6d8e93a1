/**
 * Holds what the server remembers against what is stored, after each endpoint that writes: the twin of the client's
 * convergence. A change that no fact tells leaves something outdated behind.
 */
import { expect, test } from 'vitest';
import { KeptEmoji } from '../../../access/custom-emoji.ts';
import { Keywords } from '../../../access/keywords.ts';
import { Sessions, type SessionSettings } from '../../../access/sessions.ts';
import type { Endpoint } from '../../../endpoint/endpoint.ts';
import { channelOfName, channelIds, knownHooks } from '../../../features/hooks/known-hooks.ts';
import { followsOfReply, threadRoots } from '../../../features/posts/create/thread-root.ts';
import { presence } from '../../../features/status/presence.ts';
import { statusRows } from '../../../features/status/queries.ts';
import { systemClock } from '../../../platform/clock.ts';
import { noTransaction, work } from '../../../work/work.ts';
import { startServer, type TestServer } from '../../start-server.ts';
import { bodyOf } from '../bodies.ts';
import { callIn, worldFor } from '../calls.ts';
import { onNetwork, nameOf } from '../matrix/matrix.ts';
import type { Caller, World } from '../world.ts';
import { hearersOf, type Hearers } from './hearers.ts';

const writes = ({ route, declaration }: Endpoint): boolean =>
  route.method !== 'GET' && declaration.because !== 'it only reads';

/** The first of them who is let in calls; each in a world of its own. */
const tried: readonly Caller[] = ['admin', 'channel admin', 'member', 'team admin', 'nobody'];

/** Sessions last. */
const settings: SessionSettings = {
  lengths: { web: 1e10, mobile: 1e10, sso: 1e10 },
  extendWithActivity: true,
  idleTimeout: 0,
  allowPersonalTokens: true,
};

class Remembered {
  readonly #server: TestServer;
  readonly #world: World;
  readonly #tokens: readonly string[];
  readonly #hearers: Hearers;

  constructor(server: TestServer, world: World, tokens: readonly string[], hearers: Hearers) {
    this.#server = server;
    this.#world = world;
    this.#tokens = tokens;
    this.#hearers = hearers;
  }

  get #services() {
    return this.#server.app.services;
  }

  get #directory() {
    return this.#services.directory;
  }

  get #people(): readonly string[] {
    const { self, user_id, friend } = this.#world.params;
    return [self, user_id, friend];
  }

  /** Everything that calls in this world might leave outdated. */
  async warm(): Promise<void> {
    const { team_id, channel_id, hook_id, username } = this.#world.params;
    const directory = this.#directory;
    for (const id of this.#people) {
      await directory.people.get(id);
      await directory.memberships.get(id);
    }
    await directory.usernames.get(username);
    await directory.teams.get(team_id);
    const channel = await directory.channels.get(channel_id);
    if (channel) await channelOfName(this.#services, channel.team_id, channel.name);
    await knownHooks(this.#services).get(hook_id);
    for (const token of this.#tokens) await this.#services.sessions.find(token);
    await directory.keywords.refresh();
    await directory.emoji.reload();
    await this.#followers();
  }

  /** What is not as it is stored; empty when all is well. */
  async outdated(): Promise<string[]> {
    const { people, usernames, channels, teams, memberships } = this.#directory;
    const services = this.#services;
    const caches = { people, usernames, channels, teams, memberships };
    const more = { hooks: knownHooks(services), channelIds: channelIds(services) };
    const found: string[] = [];
    for (const [name, cache] of Object.entries({ ...caches, ...more }))
      for (const key of await cache.outdated()) found.push(`${name} ${key}`);
    for (const check of [this.#sessions, this.#keywords, this.#emoji, this.#threadRoots, this.#statuses])
      found.push(...(await check.call(this)));
    return [...found, ...(await this.#hearers.outdated())];
  }

  async #sessions(): Promise<string[]> {
    const { sessions } = this.#services;
    await sessions.flush();
    const stored = new Sessions(this.#server.database.db, systemClock, () => settings);
    const found: string[] = [];
    for (const token of this.#tokens) {
      const [kept, fresh] = [await sessions.find(token), await stored.find(token)];
      if (JSON.stringify(kept) !== JSON.stringify(fresh)) found.push(`session ${kept?.id ?? fresh?.id}`);
    }
    return found;
  }

  async #keywords(): Promise<string[]> {
    const fresh = new Keywords(this.#server.database.db);
    await fresh.refresh();
    await this.#directory.keywords.refresh();
    const words = [callingWord, firstName, 'named'];
    const of = (keywords: Pick<Keywords, 'peopleCalled'>, word: string) => [...(keywords.peopleCalled(word) ?? [])];
    const differs = (word: string) =>
      of(this.#directory.keywords, word).toSorted().join() !== of(fresh, word).toSorted().join();
    return words.filter(differs).map((word) => `keyword ${word}`);
  }

  async #emoji(): Promise<string[]> {
    const fresh = new KeptEmoji(this.#server.database.db);
    await fresh.reload();
    const { emoji_id, unusedName } = this.#world.params;
    const names = [`e${String(emoji_id)}`, unusedName];
    const [kept, stored] = [this.#directory.emoji, fresh].map((emoji) => JSON.stringify(emoji.among(names)));
    return kept === stored ? [] : ['emoji'];
  }

  #followers(): Promise<string> {
    const { channel_id, post_id, friend } = this.#world.params;
    const reply = { root_id: post_id, user_id: friend, isWebhook: true, people: [], explicit: [] };
    return work(this.#services, noTransaction, async (w) => {
      const channel = await w.services.directory.channels.get(channel_id);
      if (!channel) return 'no channel';
      const follows = await followsOfReply(w, channel, reply).catch(() => []);
      return follows
        .map(({ user_id }) => user_id)
        .toSorted()
        .join();
    });
  }

  async #threadRoots(): Promise<string[]> {
    const kept = await this.#followers();
    threadRoots(this.#services).forgetAll();
    return kept === (await this.#followers()) ? [] : ['thread root'];
  }

  async #statuses(): Promise<string[]> {
    await presence(this.#services).flush();
    const stored = await statusRows(this.#server.database.db, this.#people);
    const kept = await work(this.#services, noTransaction, (w) => presence(w.services).rowsOf(w, this.#people));
    const shown = (rows: typeof kept) =>
      new Map(rows.map(({ user_id, status, manual }) => [user_id, `${status} ${manual}`]));
    const [of, now] = [shown(stored), shown(kept)];
    return this.#people.filter((id) => (of.get(id) ?? 'offline false') !== now.get(id)).map((id) => `status ${id}`);
  }
}

const callingWord = 'calledbythis';
const firstName = 'Calledso';

/**
 * Beside what every world has: the member is called by a word and a name, follows every thread of the channel, and
 * administers everything, so that there is something to take away.
 */
async function prepare({ database: { db } }: TestServer, { params }: World): Promise<string[]> {
  const { self, user_id, friend, post_id } = params;
  // Not the member, who would follow the thread as its author.
  await db.updateTable('posts').set({ user_id: friend }).where('id', '=', post_id).execute();
  const roles = 'system_user system_admin';
  const props = JSON.stringify({ mention_keys: callingWord, first_name: 'true' });
  const person = { roles, notify_props: props, first_name: firstName };
  await db.updateTable('users').set(person).where('id', '=', user_id).execute();
  await db.updateTable('sessions').set({ roles }).where('user_id', '=', user_id).execute();
  const notify_props = JSON.stringify({ channel_auto_follow_threads: 'on' });
  const member = { notify_props, scheme_admin: true };
  await db.updateTable('channelmembers').set(member).where('user_id', '=', user_id).execute();
  await db.updateTable('teammembers').set({ scheme_admin: true }).where('user_id', '=', user_id).execute();
  const rows = await db.selectFrom('sessions').select('token').where('user_id', 'in', [self, user_id]).execute();
  return rows.map(({ token }) => String(token));
}

interface Calling {
  endpoint: Endpoint;
  caller: Caller;
  /** In place of the endpoint's example. */
  body?: unknown;
}

/** What a call leaves outdated. Undefined when this caller may not make it. */
async function outdatedBy(
  server: TestServer,
  { endpoint, caller, body }: Calling,
  patience: number,
): Promise<string[] | undefined> {
  const world = await worldFor(server, endpoint, caller);
  const tokens = await prepare(server, world);
  await server.forgetEverything();
  const hearers = await hearersOf(server, world);
  try {
    const remembered = new Remembered(server, world, tokens, hearers);
    await remembered.warm();
    expect(await remembered.outdated(), 'before the call').toEqual([]);
    await remembered.warm();
    const { status } = await callIn(server, endpoint, world, body ?? bodyOf(endpoint, world));
    if (status >= 300) return undefined;
    // What follows a commit by a topic is not waited for.
    let outdated = await remembered.outdated();
    for (let tries = 0; tries < patience && outdated.length > 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      outdated = await remembered.outdated();
    }
    return outdated;
  } finally {
    hearers.close();
  }
}

/** What a call by the first who may make it leaves outdated. Undefined when nobody may. `patience` in steps of 50 ms. */
export async function outdatedAfter(
  server: TestServer,
  calling: Omit<Calling, 'caller'>,
  patience = 40,
): Promise<string[] | undefined> {
  for (const caller of tried) {
    const found = await outdatedBy(server, { ...calling, caller }, patience);
    if (found) return found;
  }
  return undefined;
}

export const startForCaches = () => startServer({ config: { RateLimitSettings: { Enable: false } } });

/** Nobody's password is known to be right, and there is no second store to move to. */
const neverAgreedTo = new Set(['POST /api/v4/users/login', 'POST /api/v4/innermost/files/move']);

/** Every `of`th endpoint that writes, from the `nth` on. */
export async function testPart(nth: number, of: number): Promise<void> {
  const server = await startForCaches();
  const endpoints = onNetwork.filter(writes).filter((_one, index) => index % of === nth - 1);

  test('after everything that writes, what is remembered is what is stored', async () => {
    const outdated: Record<string, string[]> = {};
    const neverDone: string[] = [];
    for (const endpoint of endpoints) {
      const found = await outdatedAfter(server, { endpoint });
      if (!found) neverDone.push(nameOf(endpoint));
      else if (found.length > 0) outdated[nameOf(endpoint)] = found;
    }
    expect(outdated).toEqual({});
    expect(neverDone.filter((name) => !neverAgreedTo.has(name))).toEqual([]);
  }, 240_000);
}
