/**
 * Who is connected, and to which channels and teams they belong. Memberships are held per user, loaded with the user's
 * first connection, and kept true by the changes that follow. A change that arrives while a load is under way is
 * applied on top of it: the load may or may not have seen it, and the newest change always decides.
 */
import type { Connection } from './connection.ts';
import type { Memberships } from './dependencies.ts';
import type { Outgoing } from './outgoing.ts';

/** A channel or a team, as an audience. */
export interface Room {
  readonly id: string;
  readonly people: Set<Person>;
  /**
   * The connections of its people, held ones left out, laid out for delivery. Made when an event needs it, and
   * forgotten with every change.
   */
  audience: readonly Connection[] | undefined;
}

export interface Person {
  readonly id: string;
  /** Registered connections, active and inactive; replaced on every change, never changed in place. */
  connections: readonly Connection[];
  channels: Set<Room>;
  teams: Set<Room>;
  /** Registrations under way, which keep the person from being forgotten. */
  holds: number;
  loading: Promise<void> | undefined;
  /** Counts demands for a (re)load, so that a load knows whether it is still the newest. */
  version: number;
  /** What changed since the load began. */
  changes: Change[];
  /** Events that wait for a reload to tell whether they are for this person; undefined outside a reload. */
  held: Outgoing[] | undefined;
}

interface Change {
  kind: 'channels' | 'teams';
  id: string;
  isMember: boolean;
}

export class MembershipIndex {
  readonly people = new Map<string, Person>();
  /** People whose memberships are being looked up again. */
  readonly reloading = new Set<Person>();
  private readonly rooms = { channels: new Map<string, Room>(), teams: new Map<string, Room>() };
  private readonly load: (userId: string) => Promise<Memberships>;

  constructor(load: (userId: string) => Promise<Memberships>) {
    this.load = load;
  }

  get channelCount(): number {
    return this.rooms.channels.size;
  }

  channel(id: string): Room | undefined {
    return this.rooms.channels.get(id);
  }

  team(id: string): Room | undefined {
    return this.rooms.teams.get(id);
  }

  /** Replaces the person's registered connections. */
  seat(person: Person, connections: readonly Connection[]): void {
    person.connections = connections;
    forgetAudiences(person);
  }

  /** Returns the person with memberships loaded. Every call must be followed by one of `release`. */
  async acquire(userId: string): Promise<Person> {
    const known = this.people.get(userId);
    const person = known ?? newPerson(userId);
    person.holds += 1;
    if (known === undefined) {
      this.people.set(userId, person);
      person.loading = this.loadInto(person);
    }
    try {
      await person.loading;
      return person;
    } catch (error) {
      person.holds -= 1;
      throw error;
    }
  }

  release(person: Person): void {
    person.holds -= 1;
    this.forgetIfUnused(person);
  }

  /** Forgets a person with neither connections nor registrations under way. */
  forgetIfUnused(person: Person): void {
    if (person.holds > 0 || person.connections.length > 0 || !this.isCurrent(person)) return;
    this.discard(person);
  }

  /** False once a person was forgotten, or could not be loaded: nothing may be registered with it any more. */
  isCurrent(person: Person): boolean {
    return this.people.get(person.id) === person;
  }

  change(userId: string, kind: Change['kind'], id: string, isMember: boolean): void {
    const person = this.people.get(userId);
    if (person === undefined) return;
    if (person.loading !== undefined) person.changes.push({ kind, id, isMember });
    this.apply(person, { kind, id, isMember });
  }

  /**
   * Looks the person's memberships up again; events for that person wait in `held` until whoever called takes them
   * with `takeHeld`. Rejects when the lookup failed; the person is then discarded.
   */
  async reload(person: Person): Promise<void> {
    person.version += 1;
    if (person.loading === undefined) {
      person.held ??= [];
      forgetAudiences(person);
      this.reloading.add(person);
      person.loading = this.loadInto(person);
    }
    await person.loading;
  }

  /** The events that waited for a reload, unless another one is under way. */
  takeHeld(person: Person): readonly Outgoing[] {
    if (person.loading !== undefined) return [];
    const held = person.held ?? [];
    person.held = undefined;
    forgetAudiences(person);
    this.reloading.delete(person);
    return held;
  }

  private async loadInto(person: Person): Promise<void> {
    try {
      for (;;) {
        const { version } = person;
        person.changes = [];
        const { channels, teams } = await this.load(person.id);
        if (version !== person.version) continue;
        if (!this.isCurrent(person)) return;
        this.empty(person);
        for (const id of channels) this.apply(person, { kind: 'channels', id, isMember: true });
        for (const id of teams) this.apply(person, { kind: 'teams', id, isMember: true });
        for (const change of person.changes) this.apply(person, change);
        return;
      }
    } catch (error) {
      this.discard(person);
      throw error;
    } finally {
      person.loading = undefined;
      person.changes = [];
    }
  }

  private discard(person: Person): void {
    if (this.isCurrent(person)) this.people.delete(person.id);
    this.reloading.delete(person);
    person.held = undefined;
    this.empty(person);
  }

  private apply(person: Person, { kind, id, isMember }: Change): void {
    const rooms = this.rooms[kind];
    let room = rooms.get(id);
    if (!isMember) {
      if (room !== undefined) this.leave(person, kind, room);
      return;
    }
    if (room === undefined) {
      room = { id, people: new Set(), audience: undefined };
      rooms.set(id, room);
    }
    room.people.add(person);
    room.audience = undefined;
    person[kind].add(room);
  }

  private leave(person: Person, kind: Change['kind'], room: Room): void {
    room.people.delete(person);
    room.audience = undefined;
    person[kind].delete(room);
    if (room.people.size === 0) this.rooms[kind].delete(room.id);
  }

  private empty(person: Person): void {
    for (const room of person.channels) this.leave(person, 'channels', room);
    for (const room of person.teams) this.leave(person, 'teams', room);
  }
}

/** The connections to which events for the room go. */
export function audienceOf(room: Room): readonly Connection[] {
  room.audience ??= [...room.people].flatMap((person) => (person.held === undefined ? person.connections : []));
  return room.audience;
}

function forgetAudiences({ channels, teams }: Person): void {
  for (const room of channels) room.audience = undefined;
  for (const room of teams) room.audience = undefined;
}

function newPerson(id: string): Person {
  return {
    id,
    connections: [],
    channels: new Set(),
    teams: new Set(),
    holds: 0,
    loading: undefined,
    version: 0,
    changes: [],
    held: undefined,
  };
}
