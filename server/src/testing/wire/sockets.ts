/** The sockets of the people in a recording: everything heard, as it came. */
import { WebSocket } from 'ws';

export interface Heard {
  readonly who: string;
  readonly event: string;
  readonly data: unknown;
  readonly broadcast: unknown;
  readonly seq: unknown;
}

/** How long something that happens after the answer may take to be heard, in ms. */
const patience = 1_000;
const quiet = 30;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Sockets {
  #heard: Heard[] = [];
  #number = 0;
  readonly #open = new Map<string, WebSocket>();
  readonly #answered = new Map<number, () => void>();

  async open(url: string, who: string, token: string): Promise<void> {
    const address = `${url.replace('http', 'ws')}/api/v4/websocket`;
    const socket = new WebSocket(address, { headers: { Authorization: `Bearer ${token}` } });
    socket.on('message', (text: Buffer) => this.#take(who, JSON.parse(text.toString()) as Record<string, unknown>));
    socket.on('close', () => {
      this.#open.delete(who);
      for (const resolve of this.#answered.values()) resolve();
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    this.#open.set(who, socket);
  }

  #take(who: string, frame: Record<string, unknown>): void {
    if (typeof frame['seq_reply'] === 'number') {
      this.#answered.get(frame['seq_reply'])?.();
      return;
    }
    const { event, data, broadcast, seq } = frame;
    this.#heard.push({ who, event: String(event), data, broadcast, seq });
  }

  /** What was heard since the last call, once at least `expected` events are there and nothing more comes. */
  async take(expected: number): Promise<readonly Heard[]> {
    const end = Date.now() + patience;
    await this.#settle();
    while (this.#heard.length < expected && Date.now() < end) await pause(5);
    let before = -1;
    while (before !== this.#heard.length) {
      before = this.#heard.length;
      await pause(quiet);
      await this.#settle();
    }
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  /** Resolves when every socket answered: what was written to it earlier has arrived. */
  async #settle(): Promise<void> {
    await Promise.all([...this.#open.values()].map((socket) => this.#ping(socket)));
  }

  #ping(socket: WebSocket): Promise<void> {
    if (socket.readyState !== WebSocket.OPEN) return Promise.resolve();
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve) => {
      this.#answered.set(number, resolve);
      socket.send(JSON.stringify({ action: 'ping', seq: number }));
    });
  }

  close(): void {
    for (const socket of this.#open.values()) socket.terminate();
  }
}
