import type { Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Knows which connections carry a request, so that a stop need not wait for those that do not. Node itself takes one
 * on which nothing was ever asked, as browsers open in advance, for one at work.
 */
export class OpenConnections {
  readonly #open = new Map<Duplex, number>();
  /** Those of them whose request or answer is streamed. */
  readonly #transfers = new WeakSet<Duplex>();
  readonly #ending = new WeakSet<Duplex>();
  /** A connection that is answered from now on ends with that answer. */
  stopping = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#open.set(socket, 0);
      socket.once('close', () => this.#open.delete(socket));
    });
    server.on('upgrade', (_request, socket) => {
      // From then on it is for the owner of the WebSocket to close, if it is still there.
      if (this.stopping) socket.destroy();
      else this.#open.delete(socket);
    });
  }

  began(socket: Socket): void {
    const requests = this.#open.get(socket);
    if (requests !== undefined) this.#open.set(socket, requests + 1);
  }

  /** What is asked there is a transfer, for which a stop waits longer. */
  transfers(socket: Socket): void {
    if (this.#open.has(socket)) this.#transfers.add(socket);
  }

  /** What came after the request that is answered there was none: the connection ends with the answer. */
  endWithAnswer(socket: Duplex): void {
    this.#ending.add(socket);
  }

  /** Whether a request is being answered there. */
  carries(socket: Socket): boolean {
    return (this.#open.get(socket) ?? 0) > 0;
  }

  /** The answer was handed to the socket. */
  ended(socket: Socket): void {
    const requests = this.#open.get(socket);
    if (requests === undefined) return;
    this.#open.set(socket, Math.max(0, requests - 1));
    this.#transfers.delete(socket);
    if ((this.stopping || this.#ending.has(socket)) && requests <= 1) socket.destroySoon();
  }

  /**
   * Closes what carries no request now, the rest as soon as it is answered. What is left in `patience` ms is closed, but
   * for transfers that get on: they have `drain` ms.
   */
  close(patience: number, drain: number): void {
    this.stopping = true;
    for (const [socket, requests] of this.#open) if (requests === 0) socket.destroy();
    const seen = new WeakMap<Duplex, number>();
    for (const socket of this.#open.keys()) seen.set(socket, progressOf(socket));
    const closeStalled = () => {
      for (const socket of this.#open.keys()) {
        const progress = progressOf(socket);
        if (!this.#transfers.has(socket) || progress === seen.get(socket)) socket.destroy();
        seen.set(socket, progress);
      }
    };
    setInterval(closeStalled, patience).unref();
    setTimeout(
      () => {
        for (const socket of this.#open.keys()) socket.destroy();
      },
      Math.max(patience, drain),
    ).unref();
  }
}

/** Bytes that came and went. */
function progressOf(socket: Duplex): number {
  return socket instanceof Socket ? socket.bytesRead + socket.bytesWritten - socket.writableLength : 0;
}
