/** Brings events to those they are for, by the rules of the wire in their order (reference: wire/websocket.md §6). */
import type { Audience, Emission } from './audience.ts';
import type { Connection } from './connection.ts';
import type { RealtimeDependencies, RealtimeSession } from './dependencies.ts';
import { audienceOf, type Person, type Room } from './membership.ts';
import { Outgoing } from './outgoing.ts';
import { pressureLimit, queueLimit, Undecided } from './queue.ts';
import type { Registry } from './registration.ts';
import type { MayRead } from './post-variants.ts';

export class Delivery {
  /** Events written or queued since the start, counted per receiver. */
  deliveries = 0;
  private second = 0;
  private readonly registry: Registry;
  private readonly deps: RealtimeDependencies;
  private readonly mayRead: MayRead;

  constructor(registry: Registry, deps: RealtimeDependencies) {
    this.registry = registry;
    this.deps = deps;
    this.mayRead = (session, channelId) =>
      this.isInChannel(session, channelId) || deps.mayReadChannel(session, channelId);
  }

  publish(emissions: readonly Emission[]): void {
    this.second = Math.floor(this.deps.elapsed() / 1_000);
    for (const emission of emissions) {
      const event = new Outgoing(emission);
      this.send(event);
      this.hold(event);
    }
  }

  /** Reads the person's memberships anew; what concerns the person meanwhile is delivered afterwards, in order. */
  async refresh(person: Person): Promise<void> {
    const { memberships } = this.registry;
    try {
      await memberships.reload(person);
    } catch (error) {
      this.deps.log.warn({ err: error, user_id: person.id }, 'Memberships could not be read; the user must reconnect.');
      this.dropAll(person);
      return;
    }
    this.second = Math.floor(this.deps.elapsed() / 1_000);
    for (const event of memberships.takeHeld(person)) {
      if (this.isAddressed(person, event.audience)) this.toPerson(person, event);
    }
  }

  private send(event: Outgoing): void {
    const { audience } = event;
    const { memberships, byId } = this.registry;
    if (isSet(audience.connection_id)) this.toNamedConnection(byId.get(audience.connection_id), event);
    else if (isSet(audience.user_id)) this.toPersonIfKnown(memberships.people.get(audience.user_id), event);
    else if (isSet(audience.channel_id)) this.toRoom(memberships.channel(audience.channel_id), event);
    else if (isSet(audience.team_id)) this.toRoom(memberships.team(audience.team_id), event);
    else for (const person of memberships.people.values()) this.toMember(person, event);
  }

  /** Somebody whose memberships are being looked up may or may not be concerned: the event waits for the answer. */
  private hold(event: Outgoing): void {
    for (const person of this.registry.memberships.reloading) {
      if (person.held === undefined) continue;
      if (person.held.length >= queueLimit) this.dropAll(person);
      else person.held.push(event);
    }
  }

  private isAddressed(person: Person, audience: Audience): boolean {
    const { memberships } = this.registry;
    if (isSet(audience.connection_id)) return person.connections.some(({ id }) => id === audience.connection_id);
    if (isSet(audience.user_id)) return audience.user_id === person.id;
    if (audience.omit_users?.includes(person.id) === true) return false;
    if (isSet(audience.channel_id)) return memberships.channel(audience.channel_id)?.people.has(person) === true;
    if (isSet(audience.team_id)) return memberships.team(audience.team_id)?.people.has(person) === true;
    return true;
  }

  private toRoom(room: Room | undefined, event: Outgoing): void {
    if (room === undefined) return;
    const { omit_users: omitted } = event.audience;
    const isOmitted = ({ session }: Connection) => session !== undefined && omitted?.includes(session.user_id) === true;
    for (const connection of audienceOf(room)) {
      if (omitted === undefined || !isOmitted(connection)) this.toConnection(connection, event);
    }
  }

  private toMember(person: Person, event: Outgoing): void {
    if (event.audience.omit_users?.includes(person.id) !== true) this.toPersonIfKnown(person, event);
  }

  private toPersonIfKnown(person: Person | undefined, event: Outgoing): void {
    if (person !== undefined && person.held === undefined) this.toPerson(person, event);
  }

  private toPerson(person: Person, event: Outgoing): void {
    const only = event.audience.connection_id;
    for (const connection of person.connections) {
      if (!isSet(only) || connection.id === only) this.toConnection(connection, event);
    }
  }

  /** Connection ids come from clients, so a named connection must also be the named user's. */
  private toNamedConnection(connection: Connection | undefined, event: Outgoing): void {
    const userId = connection?.session?.user_id;
    if (connection === undefined || userId === undefined) return;
    if (isSet(event.audience.user_id) && event.audience.user_id !== userId) return;
    if (this.registry.memberships.people.get(userId)?.held === undefined) this.toConnection(connection, event);
  }

  private toConnection(connection: Connection, event: Outgoing): void {
    if (this.second >= connection.trustedUntil && !this.isTrusted(connection)) return;
    const text = event.uniformText ?? this.textFor(connection, event);
    if (text === undefined) return;
    this.deliveries += 1;
    const isTaken = typeof text === 'string' ? connection.sendEvent(text) : this.sendLater(connection, text);
    if (!isTaken) this.registry.drop(connection);
  }

  /** Expiry counts within the second, revocations are told at once; the rest is looked at again every second. */
  private isTrusted(connection: Connection): boolean {
    const { session } = connection;
    if (session === undefined) return false;
    if (!this.deps.isStillValid(session)) {
      this.registry.end(connection);
      return false;
    }
    connection.trustedUntil = this.second + 1;
    return true;
  }

  /** Undefined or null: not for this receiver. */
  private textFor(connection: Connection, event: Outgoing): string | undefined | Promise<string | null> {
    const { session } = connection;
    if (session === undefined || (event.goesStale && connection.waiting >= pressureLimit)) return undefined;
    if (!suits(connection, session, event)) return undefined;
    const encode = () => event.textFor(session, connection.acknowledges, this.mayRead);
    if (event.aboutUser === undefined || !session.is_guest) return encode();
    const isVisible = this.deps.canSeeUser(session, event.aboutUser);
    if (typeof isVisible === 'boolean') return isVisible ? encode() : undefined;
    return isVisible.then((visible) => (visible ? encode() : null));
  }

  /** Keeps the event's place in the order until its text is known. */
  private sendLater(connection: Connection, text: Promise<string | null>): boolean {
    const place = new Undecided();
    const isTaken = connection.reserve(place);
    text.then(
      (known) => connection.settle(place, known),
      (error: unknown) => {
        this.deps.log.warn({ err: error }, 'An event could not be prepared for a receiver, who must reconnect.');
        this.registry.drop(connection);
      },
    );
    return isTaken;
  }

  private dropAll(person: Person): void {
    for (const connection of person.connections) this.registry.drop(connection, person);
  }

  private isInChannel({ user_id: userId }: RealtimeSession, channelId: string): boolean {
    const { memberships } = this.registry;
    const person = memberships.people.get(userId);
    return person !== undefined && memberships.channel(channelId)?.people.has(person) === true;
  }
}

/** The rules that only look at the connection itself. */
function suits(connection: Connection, session: RealtimeSession, { audience, isOnlyInView }: Outgoing): boolean {
  if (audience.contains_sanitized_data === true && session.is_admin) return false;
  if (audience.contains_sensitive_data === true && !session.is_admin) return false;
  if (isSet(audience.omit_connection_id) && audience.omit_connection_id === connection.id) return false;
  return !(isOnlyInView && isSet(audience.channel_id) && connection.looksElsewhere(audience.channel_id));
}

function isSet(id: string | undefined): id is string {
  return id !== undefined && id !== '';
}
