/** Who hears what: the hub's own memory of memberships and roles, seen from outside. */
import type { Audience } from '../../../realtime/audience.ts';
import type { Listener } from '../../listen.ts';
import { listen } from '../../listen.ts';
import type { TestServer } from '../../start-server.ts';
import type { World } from '../world.ts';

export interface Hearers {
  /** Where somebody hears what they should not, or does not hear what they should. */
  outdated(): Promise<string[]>;
  close(): void;
}

interface Hearer {
  readonly id: string;
  readonly session_id: string;
  readonly listener: Listener;
}

let marks = 0;

class Room {
  readonly hearers: readonly Hearer[];
  readonly #server: TestServer;
  /** Places in which somebody was at some time. */
  readonly #places = new Map<string, Audience>();

  constructor(server: TestServer, hearers: readonly Hearer[]) {
    this.#server = server;
    this.hearers = hearers;
  }

  /** Ids of channels and teams, and `admin` for administrators. */
  async placesOf(userId: string): Promise<Set<string>> {
    const { db } = this.#server.database;
    const channels = await db.selectFrom('channelmembers').select('channel_id').where('user_id', '=', userId).execute();
    const teams = await db
      .selectFrom('teammembers')
      .select('team_id')
      .where('user_id', '=', userId)
      .where('delete_at', '=', 0)
      .execute();
    const user = await db.selectFrom('users').select('roles').where('id', '=', userId).executeTakeFirst();
    const places = new Set<string>();
    const add = (id: string, audience: Audience) => {
      this.#places.set(id, audience);
      places.add(id);
    };
    for (const { channel_id } of channels) add(channel_id, { channel_id });
    for (const { team_id } of teams) add(team_id, { team_id });
    this.#places.set('admin', { contains_sensitive_data: true });
    if (user?.roles?.split(' ').includes('system_admin')) places.add('admin');
    return places;
  }

  async outdatedFor({ id, session_id, listener }: Hearer): Promise<string[]> {
    const { db } = this.#server.database;
    const there = await db.selectFrom('sessions').select('id').where('id', '=', session_id).executeTakeFirst();
    // Its socket was closed.
    if (!there) return [];
    const should = await this.placesOf(id);
    const heard = await this.#placesHeardBy(id, listener);
    const places = [...this.#places.keys()];
    return places.filter((place) => should.has(place) !== heard.has(place)).map((place) => `hub ${id} in ${place}`);
  }

  async #placesHeardBy(userId: string, { heard }: Listener): Promise<Set<string>> {
    const mark = (marks += 1);
    const say = (place: string, audience: Audience) =>
      this.#server.app.services.hub.publish([
        { event: 'multiple_channels_viewed', data: { channel_times: { [place]: mark } }, audience },
      ]);
    for (const [place, audience] of this.#places) say(place, audience);
    say('end', { user_id: userId });
    const found = new Set<string>();
    for (let tries = 0; tries < 200 && !found.has('end'); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      for (const frame of heard) {
        if (frame.event !== 'multiple_channels_viewed') continue;
        for (const [place, n] of Object.entries(frame.data.channel_times)) if (n === mark) found.add(place);
      }
    }
    if (!found.has('end')) throw new Error('A socket of a live session hears nothing.');
    return found;
  }
}

/** Connects the member and the caller. */
export async function hearersOf(server: TestServer, { params }: World): Promise<Hearers> {
  const { db } = server.database;
  const hearers: Hearer[] = [];
  for (const id of new Set([params.self, params.user_id])) {
    const row = await db.selectFrom('sessions').select(['id', 'token']).where('user_id', '=', id).executeTakeFirst();
    const user = await db.selectFrom('users').select('roles').where('id', '=', id).executeTakeFirst();
    if (!row?.token || !user?.roles) continue;
    const listener = await listen(server.url, { token: row.token });
    hearers.push({ id, session_id: row.id, listener });
  }
  const room = new Room(server, hearers);
  for (const { id } of hearers) await room.placesOf(id);
  return {
    async outdated() {
      const found: string[] = [];
      for (const hearer of room.hearers) found.push(...(await room.outdatedFor(hearer)));
      return found;
    },
    close: () => hearers.forEach(({ listener }) => listener.close()),
  };
}
