/** Turns upgrade requests on `/api/v4/websocket` into sockets (reference: wire/websocket.md §1). */
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorId, errorStatus, errorText } from '@innermost/protocol/errors.ts';
import { WebSocketServer } from 'ws';
import { newId } from '../platform/ids.ts';
import { ClientSocket } from './connection.ts';
import type { RealtimeDependencies } from './dependencies.ts';
import { messageLimit } from './frames.ts';
import { isOriginAllowed } from './origin.ts';
import type { Admission, Arrival, Registry } from './registration.ts';

/** Takes over an open socket; `admission` is undefined for one that has yet to say whose it is. */
export type OnSocket = (socket: ClientSocket, arrival: Arrival, admission: Admission | undefined) => void;

export class Upgrades {
  private readonly deps: RealtimeDependencies;
  private readonly registry: Registry;
  private readonly onSocket: OnSocket;
  private readonly detachers: (() => void)[] = [];
  private isClosed = false;
  private readonly handshake = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: messageLimit,
    handleProtocols: () => false,
    WebSocket: ClientSocket,
  });

  constructor(deps: RealtimeDependencies, registry: Registry, onSocket: OnSocket) {
    this.deps = deps;
    this.registry = registry;
    this.onSocket = onSocket;
    this.handshake.on('wsClientError', (_, stream) => {
      this.refuse(stream, 'api.web_socket.connect.upgrade.app_error');
    });
  }

  attach(server: Server): void {
    const listener = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      stream.on('error', ignore);
      this.receive(request, stream, head).catch((error: unknown) => {
        this.deps.log.warn({ err: error }, 'A socket could not be opened.');
        this.refuse(stream, 'api.context.server_busy.app_error');
      });
    };
    server.on('upgrade', listener);
    // Some clients offer HTTP/2 with every request (`Upgrade: h2c`); those are to be answered as if they had not.
    Object.assign(server, { shouldUpgradeCallback: asksForSocket });
    this.detachers.push(() => server.off('upgrade', listener));
  }

  close(): void {
    this.isClosed = true;
    for (const detach of this.detachers) detach();
  }

  private async receive(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const config = this.deps.config();
    const [path = '', query] = (request.url ?? '').split('?', 2);
    if (!isSocketPath(path, config.SiteURL)) {
      this.refuse(stream, 'api.context.404.app_error');
      return;
    }
    if (!isOriginAllowed(request, config)) {
      this.refuse(stream, 'api.web_socket.connect.upgrade.app_error');
      return;
    }
    const parameters = new URLSearchParams(query);
    const arrival = arrivalOf(parameters);
    const asks = {
      acknowledges: parameters.get('posted_ack') === 'true',
      closesWithSession: parameters.get('close_with_session') === 'true',
    };
    const token = this.deps.tokenOfUpgrade(request);
    if (token === undefined || token === '') {
      this.open(request, stream, head, asks, (socket) => this.onSocket(socket, arrival, undefined));
      return;
    }
    const early = readAhead(stream, head);
    await this.registry.gate.run(async () => {
      // In a storm of reconnects many give up before their turn comes.
      if (hasGivenUp(stream)) {
        stream.destroy();
        return;
      }
      const admission = await this.registry.admit(token);
      this.open(request, stream, early(), asks, (socket) => this.onSocket(socket, arrival, admission));
      if (admission !== undefined) this.registry.release(admission.person);
    });
  }

  private open(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    asks: Pick<ClientSocket, 'acknowledges' | 'closesWithSession'>,
    ready: (socket: ClientSocket) => void,
  ): void {
    if (this.isClosed) {
      this.refuse(stream, 'api.context.server_busy.app_error');
      return;
    }
    this.handshake.handleUpgrade(request, stream, head, (socket) => {
      stream.off('error', ignore);
      socket.stream = stream;
      Object.assign(socket, asks);
      ready(socket);
    });
  }

  private refuse(stream: Duplex, id: ErrorId): void {
    if (stream.destroyed) return;
    const status = errorStatus(id);
    const error = {
      id,
      message: errorText(id),
      detailed_error: '',
      request_id: newId(),
      status_code: status,
    };
    const body = JSON.stringify(error);
    stream.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nX-Request-Id: ${error.request_id}\r\n` +
        `Connection: close\r\n\r\n${body}`,
      () => stream.destroy(),
    );
  }
}

/**
 * Reads on while the client waits, since a stream that nobody reads does not tell that its client has gone. Returns how
 * to stop, which gives what was read; a client may not send anything yet, so more than a message ends it.
 */
function readAhead(stream: Duplex, head: Buffer): () => Buffer {
  let read = head;
  const collect = (bytes: Buffer) => {
    read = Buffer.concat([read, bytes]);
    if (read.length > messageLimit) stream.destroy();
  };
  stream.on('data', collect);
  return () => {
    stream.off('data', collect);
    return read;
  };
}

function hasGivenUp(stream: Duplex): boolean {
  return stream.destroyed || stream.readableEnded;
}

function ignore(): void {
  // A client that goes away while it is being looked at leaves nothing to do.
}

function asksForSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Wire: a trailing slash is accepted, doubled ones too, and before it all the path of the site's own address. */
function isSocketPath(asked: string, siteUrl: string): boolean {
  const base = URL.canParse(siteUrl) ? new URL(siteUrl).pathname.replace(/\/+$/, '') : '';
  const path = asked.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  return path === '/api/v4/websocket' || path === `${base}/api/v4/websocket`;
}

function arrivalOf(query: URLSearchParams): Arrival {
  const sequence = query.get('sequence_number') ?? '';
  const number = /^[+-]?\d+$/.test(sequence) ? Number(sequence) : Number.NaN;
  return {
    connection_id: query.get('connection_id') ?? '',
    sequence_number: Number.isSafeInteger(number) ? number : undefined,
  };
}
