/** Answers a socket's requests one after the other, in the order they came (reference: wire/websocket.md §3). */
import { errorText } from '@innermost/protocol/errors.ts';
import type { ReplyFrame } from '@innermost/protocol/events.ts';
import { actions, type Answer, noteView, RequestError } from './actions.ts';
import { closeCodes } from './close-codes.ts';
import { ClientSocket, type Connection } from './connection.ts';
import type { RealtimeDependencies, RealtimeSession } from './dependencies.ts';
import { encodeReply } from './encode.ts';
import { type DecodedRequest, decodeRequest } from './frames.ts';
import { closeEnded, type Registry } from './registration.ts';

export class Requests {
  private readonly registry: Registry;
  private readonly deps: RealtimeDependencies;

  constructor(registry: Registry, deps: RealtimeDependencies) {
    this.registry = registry;
    this.deps = deps;
  }

  /** Takes one message; what is no request closes the socket. */
  receive(socket: ClientSocket, message: Buffer, isBinary: boolean): void {
    if (socket.readyState !== ClientSocket.OPEN) return;
    const request = decodeRequest(message, isBinary);
    if (request === undefined) {
      socket.close(closeCodes.malformed);
    } else if (socket.inbox === undefined) {
      this.answer(socket, request);
    } else {
      socket.inbox.push(request);
      // What was read already still arrives; beyond that the client waits.
      socket.pause();
    }
  }

  private answer(socket: ClientSocket, request: DecodedRequest): void {
    const { connection } = socket;
    if (connection === undefined) return;
    try {
      const answer = this.perform(socket, connection, request);
      if (answer instanceof Promise) {
        socket.inbox = [];
        void this.finish(socket, request, answer);
      } else if (answer !== 'silence') {
        this.reply(socket, succeeded(request, answer));
      }
    } catch (error) {
      this.reply(socket, this.failed(request, error));
    }
  }

  /** Replies when the answer is there, then goes on with what came meanwhile. */
  private async finish(
    socket: ClientSocket,
    request: DecodedRequest,
    answer: Promise<Answer | 'silence'>,
  ): Promise<void> {
    try {
      const data = await answer;
      if (data !== 'silence') this.reply(socket, succeeded(request, data));
    } catch (error) {
      this.reply(socket, this.failed(request, error));
    }
    const waiting = socket.inbox ?? [];
    socket.inbox = undefined;
    for (const [index, next] of waiting.entries()) {
      if (socket.readyState !== ClientSocket.OPEN) return;
      this.answer(socket, next);
      // That one has to wait as well, and the rest behind it.
      if (isWaiting(socket)) {
        socket.inbox.push(...waiting.slice(index + 1));
        return;
      }
    }
    socket.resume();
  }

  private perform(
    socket: ClientSocket,
    connection: Connection,
    { seq, action, data }: DecodedRequest,
  ): Answer | 'silence' | Promise<Answer | 'silence'> {
    if (action === '') throw new RequestError('api.web_socket_router.no_action.app_error');
    if (seq <= 0) throw new RequestError('api.web_socket_router.bad_seq.app_error');
    if (action === 'authentication_challenge') return this.challenge(socket, connection, data['token']);
    if (action === 'presence') {
      noteView(connection, data);
      return undefined;
    }
    const session = this.sessionOf(connection);
    if (session === undefined) throw new RequestError('api.web_socket_router.not_authenticated.app_error');
    // Wire: these belong to plug-ins, which answer for themselves if at all.
    if (action.startsWith('custom_')) return 'silence';
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (act === undefined) throw new RequestError('api.web_socket_router.bad_action.app_error');
    return act({ connection, session, data, deps: this.deps });
  }

  private sessionOf(connection: Connection): RealtimeSession | undefined {
    const { session } = connection;
    if (session === undefined || this.deps.isStillValid(session)) return session;
    this.registry.silence(connection);
    return undefined;
  }

  private challenge(
    socket: ClientSocket,
    connection: Connection,
    token: unknown,
  ): 'silence' | Promise<Answer | 'silence'> {
    // Wire: mobile apps authenticate by header or cookie and send a challenge as well.
    if (this.sessionOf(connection) !== undefined) return 'silence';
    // A connection whose session ended has missed events that nothing would tell the client of: it must start anew.
    if (connection.id !== '' || typeof token !== 'string' || token === '') {
      socket.close(closeCodes.refused);
      return 'silence';
    }
    socket.isAuthenticating = true;
    return this.registry.gate
      .run(() => this.authenticate(socket, token))
      .finally(() => {
        socket.isAuthenticating = false;
      });
  }

  private async authenticate(socket: ClientSocket, token: string): Promise<Answer | 'silence'> {
    if (socket.readyState !== ClientSocket.OPEN) return 'silence';
    const admission = await this.registry.admit(token).catch((error: unknown) => {
      this.deps.log.warn({ err: error }, 'A socket could not be authenticated.');
      return undefined;
    });
    if (admission === undefined) {
      socket.close(closeCodes.refused);
      return 'silence';
    }
    const { session, person } = admission;
    const isWelcome = socket.readyState === ClientSocket.OPEN && this.registry.register(socket, session, person);
    this.registry.release(person);
    if (isWelcome) return undefined;
    socket.close(closeCodes.refused);
    return 'silence';
  }

  private failed(request: DecodedRequest, error: unknown): ReplyFrame {
    if (!(error instanceof RequestError)) {
      this.deps.log.error({ err: error, action: request.action }, 'A socket request failed.');
      return failure(request, 'api.internal_error', 500, {});
    }
    return failure(request, error.id, error.status, error.params);
  }

  private reply(socket: ClientSocket, frame: ReplyFrame): void {
    const { connection } = socket;
    if (connection === undefined) return;
    if (!connection.sendReply(encodeReply(frame))) this.registry.drop(connection);
    // Its session has ended, and the client has just been told.
    else if (connection.id !== '' && connection.session === undefined) closeEnded(socket);
  }
}

function isWaiting(socket: ClientSocket): socket is ClientSocket & { inbox: DecodedRequest[] } {
  return socket.inbox !== undefined;
}

function succeeded({ seq }: DecodedRequest, data: Answer): ReplyFrame {
  return { status: 'OK', seq_reply: seq, ...(data !== undefined && { data }) };
}

/** Wire: the reply to a request without a valid number carries none either. */
function failure({ seq }: DecodedRequest, id: string, status: number, params: Record<string, string>): ReplyFrame {
  const error = { id, message: errorText(id, params), detailed_error: '', status_code: status };
  return { status: 'FAIL', ...(seq > 0 && { seq_reply: seq }), error };
}
