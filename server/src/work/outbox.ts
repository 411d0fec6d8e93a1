import type { EventName } from '@innermost/protocol/events.ts';
import type { Services } from './services.ts';
import type { HeldLanes } from '../platform/lanes.ts';
import type { Audience, Emission, Payload } from '../realtime/audience.ts';

/** The lane of what is nobody's own: settings, roles, and events to everybody that name no other. */
export const everybody = '';

/**
 * Only buffers: events are sent after the commit. They are ordered by the lane of `about`, or else of the channel,
 * person or team that the audience names, in this order; the work must hold it.
 */
export type Emit = <E extends EventName>(event: E, data: Payload<E>, audience: Audience, about?: string) => void;

/** The part of a work that speaks. */
export interface Said {
  readonly emit: Emit;
  /** Runs after the commit and before the events are sent: for caches. What it throws is logged. */
  afterCommit(task: () => void): void;
  /** Takes the lane of what the work makes itself, and returns its new id, which nobody else knows yet. */
  made(id: string): string;
}

/** What a work says while it runs, kept until it is committed. */
export class Outbox {
  readonly said: Said;
  readonly #services: Services;
  readonly #held: HeldLanes;
  #emissions: Emission[] = [];
  #tasks: (() => void)[] = [];

  constructor(services: Services, held: HeldLanes) {
    this.#services = services;
    this.#held = held;
    this.said = {
      emit: (event, data, audience, about) => {
        // The pair is right by the signature; the union of pairs cannot be inferred from it.
        const emission = { event, data, audience } as Emission;
        this.#checkLane(emission, about);
        this.#emissions.push(emission);
      },
      afterCommit: (task) => void this.#tasks.push(task),
      made: (id) => {
        held.addNew(id);
        return id;
      },
    };
  }

  #checkLane({ event, audience }: Emission, about: string | undefined): void {
    const { connection_id, channel_id, user_id, team_id } = audience;
    // What only one socket hears is in no order with anything else.
    if (connection_id) return;
    const lane = about ?? (channel_id || user_id || team_id || everybody);
    if (this.#held.has(lane)) return;
    const whose = lane === everybody ? 'everybody' : `"${lane}"`;
    throw new Error(`The event ${event} needs the lane of ${whose}, which was not named when the work began.`);
  }

  /**
   * After the commit: caches first, then events, in order. The write is done, so nothing that fails here may fail it, or
   * keep the rest from being told.
   */
  deliver(): void {
    const { hub, log } = this.#services;
    const [tasks, emissions] = [this.#tasks, this.#emissions];
    [this.#tasks, this.#emissions] = [[], []];
    for (const task of tasks) {
      try {
        task();
      } catch (error) {
        log.error({ err: error }, 'what follows a commit failed');
      }
    }
    for (const emission of emissions) {
      try {
        hub.publish([emission]);
      } catch (error) {
        log.error({ err: error, event: emission.event }, 'an event could not be sent');
      }
    }
  }
}
