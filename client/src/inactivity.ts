/** Aborts when nothing has moved for a while. A transfer may take long, but must get on. */
export class Inactivity {
  readonly #ms: number;
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
    this.moved();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  moved(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(new Error('Nothing moved for too long.')), this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Milliseconds. */
export const usualIdleTimeout = 60_000;
