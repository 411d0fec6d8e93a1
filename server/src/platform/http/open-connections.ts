import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Knows which connections carry a request, so that a stop need not wait for those that do not. Node itself takes one
 * on which nothing was ever asked, as browsers open in advance, for one at work.
 */
export class OpenConnections {
  readonly #open = new Map<Duplex, number>();
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

  /** Whether a request is being answered there. */
  carries(socket: Socket): boolean {
    return (this.#open.get(socket) ?? 0) > 0;
  }

  /** The answer was handed to the socket. */
  ended(socket: Socket): void {
    const requests = this.#open.get(socket);
    if (requests === undefined) return;
    this.#open.set(socket, Math.max(0, requests - 1));
    if (this.stopping && requests <= 1) socket.destroySoon();
  }

  /** Closes what carries no request now, the rest as soon as it is answered, and in `patience` ms what is left. */
  close(patience: number): void {
    this.stopping = true;
    for (const [socket, requests] of this.#open) if (requests === 0) socket.destroy();
    setTimeout(() => {
      for (const socket of this.#open.keys()) socket.destroy();
    }, patience).unref();
  }
}
