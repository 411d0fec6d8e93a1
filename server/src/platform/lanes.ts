/**
 * Named lanes, each with one holder at a time. Whoever changes a channel, a person or a team holds its lane from before
 * the first statement until the events were handed over, so events leave in the order of the commits.
 *
 * All lanes of one work are taken together, in the order of arrival, so works cannot wait for each other in a circle.
 */

/** Too many wait for the lane, or it did not come free in time. */
export class LanesBusy extends Error {
  override readonly name = 'LanesBusy';
}

export interface LaneLimits {
  /** How many works may wait for one lane. */
  waiting: number;
  /** How long one may wait, in ms of the monotonic clock. */
  patience: number;
}

const usualLimits: LaneLimits = { waiting: 1_000, patience: 20_000 };

class Ticket {
  readonly keys: Set<string>;
  /** Of how many lanes it is not the first. */
  missing = 0;
  granted: (() => void) | undefined;

  constructor(keys: Iterable<string>) {
    this.keys = new Set(keys);
  }
}

/** Lanes that are held. */
export interface HeldLanes {
  /** True when no lane was asked for: then more may be taken without waiting in a circle. */
  readonly isEmpty: boolean;
  has(key: string): boolean;
  /** Takes the lane of something that the holder makes itself, whose id nobody else knows yet. */
  addNew(key: string): void;
  /** Once; later calls do nothing. */
  release(): void;
}

export class Lanes {
  /** By key, who holds or wants the lane, in order of arrival: the first one holds it. */
  readonly #queues = new Map<string, Set<Ticket>>();
  readonly #limits: LaneLimits;
  #releases = 0;

  constructor(limits: Partial<LaneLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
  }

  /** Grows with every release: while it stands still, nobody else who held a lane can have changed anything. */
  get releases(): number {
    return this.#releases;
  }

  /** Takes all lanes at once when they are free, without waiting; else a promise. Rejects with `LanesBusy`. */
  take(keys: Iterable<string>): HeldLanes | Promise<HeldLanes> {
    const ticket = new Ticket(keys);
    for (const key of ticket.keys)
      if ((this.#queues.get(key)?.size ?? 0) > this.#limits.waiting)
        return Promise.reject(new LanesBusy(`more than ${this.#limits.waiting} works wait for the lane ${key}`));
    for (const key of ticket.keys) this.#join(ticket, key);
    return ticket.missing === 0 ? this.#held(ticket) : this.#wait(ticket);
  }

  async #wait(ticket: Ticket): Promise<HeldLanes> {
    const { patience } = this.#limits;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        ticket.granted = undefined;
        this.#leave(ticket);
        reject(new LanesBusy(`no free lane within ${patience} ms`));
      }, patience);
      ticket.granted = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return this.#held(ticket);
  }

  #join(ticket: Ticket, key: string): void {
    const queue = this.#queues.get(key);
    if (!queue) {
      this.#queues.set(key, new Set([ticket]));
      return;
    }
    queue.add(ticket);
    ticket.missing += 1;
  }

  #held(ticket: Ticket): HeldLanes {
    let isHeld = true;
    return {
      isEmpty: ticket.keys.size === 0,
      has: (key) => ticket.keys.has(key),
      addNew: (key) => {
        if (ticket.keys.has(key)) return;
        if (!isHeld || this.#queues.has(key)) throw new Error(`The lane ${key} is not new.`);
        ticket.keys.add(key);
        this.#join(ticket, key);
      },
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#releases += 1;
        this.#leave(ticket);
      },
    };
  }

  /** The lanes that it held go to whoever came next. */
  #leave(ticket: Ticket): void {
    for (const key of ticket.keys) {
      const queue = this.#queues.get(key);
      if (!queue) continue;
      const [first] = queue;
      queue.delete(ticket);
      const [next] = queue;
      if (!next) this.#queues.delete(key);
      else if (first === ticket && --next.missing === 0) next.granted?.();
    }
  }
}
