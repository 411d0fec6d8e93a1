/** Finds sockets whose client is gone, stuck or a stranger (reference: wire/websocket.md §4). */
import { closeCodes } from './close-codes.ts';
import { ClientSocket, type FlowListener } from './connection.ts';
import type { Durations } from './dependencies.ts';
import type { Delay, Timers } from './timers.ts';
import { writePingFrame } from './write-frame.ts';

export class KeepAlive implements FlowListener {
  private readonly pings: Delay<ClientSocket>;
  private readonly pongs: Delay<ClientSocket>;
  private readonly writes: Delay<ClientSocket>;
  private readonly strangers: Delay<ClientSocket>;

  constructor(timers: Timers, durations: Durations) {
    const terminate = (socket: ClientSocket) => socket.terminate();
    this.pings = timers.delay(durations.ping, (socket) => this.ping(socket));
    this.pongs = timers.delay(durations.pongDeadline, terminate);
    this.writes = timers.delay(durations.writeDeadline, terminate);
    this.strangers = timers.delay(durations.unauthenticated, (socket) => {
      const isStranger = socket.connection === undefined || socket.connection.id === '';
      if (isStranger && !socket.isAuthenticating) socket.close(closeCodes.refused);
    });
  }

  opened(socket: ClientSocket): void {
    this.pings.start(socket);
    this.pongs.start(socket);
  }

  /** The socket has not said whose it is. */
  unknown(socket: ClientSocket): void {
    this.strangers.start(socket);
  }

  /** Only a pong counts as a sign of life, data does not. */
  ponged(socket: ClientSocket): void {
    this.pongs.start(socket);
  }

  blocked(socket: ClientSocket): void {
    this.writes.start(socket);
  }

  unblocked(socket: ClientSocket): void {
    this.writes.stop(socket);
  }

  closed(socket: ClientSocket): void {
    for (const delay of [this.pings, this.pongs, this.writes, this.strangers]) delay.stop(socket);
  }

  private ping(socket: ClientSocket): void {
    if (socket.readyState !== ClientSocket.OPEN || socket.stream === undefined) return;
    // One that is stuck has frames in flight that it must take first; pings would only pile up.
    if (!socket.stream.writableNeedDrain) writePingFrame(socket.stream);
    this.pings.start(socket);
  }
}
