import type { EventName } from '@innermost/protocol/events.ts';
import type { HeldLanes } from '../platform/lanes.ts';
import type { Audience, Emission, Payload } from '../realtime/audience.ts';
import type { Fact } from './facts.ts';
import type { Services } from './services.ts';
import type { Topic } from './topic.ts';

/** The lane of what is nobody's own: settings, roles, and events to everybody that name no other. */
export const everybody = '';

/** Tell of nothing that is stored, so they are in no order with anything. */
const unordered: ReadonlySet<EventName> = new Set(['typing', 'ephemeral_message']);

/**
 * Only buffers: events are sent after the commit. They are ordered by the lane of `about`, or else of the channel,
 * person or team that the audience names, in this order; the work must hold it.
 */
export type Emit = <E extends EventName>(event: E, data: Payload<E>, audience: Audience, about?: string) => void;

/** The part of a work that speaks. All of it is kept until the commit, and dropped when the work fails. */
export interface Said {
  readonly emit: Emit;
  /** Every process forgets what it kept of it, before the events leave. */
  changed(fact: Fact): void;
  /** What a statement gave the channel as `lastpostat`, in ms, under the lock of its row. */
  locked(channelId: string, lastPostAt: number): void;
  /** Tells the subscribers of a topic, after the events left. They are not waited for. */
  tell<T>(topic: Topic<T>, happened: T): void;
  /** Takes the lane of what the work makes itself, and returns its new id, which nobody else knows yet. */
  made(id: string): string;
}

interface Unsent {
  readonly facts: Fact[];
  readonly emissions: Emission[];
  readonly versions: Record<string, number>;
  /** Of the subscribers. */
  readonly turns: (() => void)[];
}

/** What a work says while it runs. */
export class Outbox {
  readonly said: Said;
  readonly #services: Services;
  readonly #held: HeldLanes;
  /** Made with the first word: most works say nothing. */
  #kept: Unsent | undefined;

  constructor(services: Services, held: HeldLanes) {
    this.#services = services;
    this.#held = held;
    this.said = {
      emit: (event, data, audience, about) => {
        // The pair is right by the signature; the union of pairs cannot be inferred from it.
        const emission = { event, data, audience } as Emission;
        this.#checkLane(emission, about);
        this.#unsent.emissions.push(emission);
      },
      changed: (fact) => void this.#unsent.facts.push(fact),
      locked: (channelId, lastPostAt) => void (this.#unsent.versions[channelId] = lastPostAt),
      tell: (topic, happened) => void this.#unsent.turns.push(() => topic.run(services, happened)),
      made: (id) => {
        held.addNew(id);
        return id;
      },
    };
  }

  get #unsent(): Unsent {
    return (this.#kept ??= { facts: [], emissions: [], versions: {}, turns: [] });
  }

  #checkLane({ event, audience }: Emission, about: string | undefined): void {
    const { connection_id, channel_id, user_id, team_id } = audience;
    // What only one socket hears is in no order with anything else.
    if (connection_id || unordered.has(event)) return;
    const lane = about ?? (channel_id || user_id || team_id || everybody);
    if (this.#held.has(lane)) return;
    const whose = lane === everybody ? 'everybody' : `"${lane}"`;
    throw new Error(`The event ${event} needs the lane of ${whose}, which was not named when the work began.`);
  }

  /** After the commit: one message to every process, then the subscribers. Never throws: the write is done. */
  deliver(): Promise<void> | undefined {
    if (!this.#kept) return undefined;
    const { turns, ...message } = this.#kept;
    this.#kept = undefined;
    const tell = () => turns.forEach((turn) => turn());
    const isSilent = message.facts.length === 0 && message.emissions.length === 0;
    const taken = isSilent ? undefined : this.#services.bus.send(message);
    if (taken) return taken.then(tell);
    tell();
    return undefined;
  }
}
