/** From a request to an answer that is on its way. */
import type { ServerResponse } from 'node:http';
import { compressed } from './compression.ts';
import { openContent, type Opened } from './content.ts';
import type { Pace } from './incoming-body.ts';
import { HttpReply, isContent, type HttpRequest } from './message.ts';
import type { OpenConnections } from './open-connections.ts';
import { ClientLeft, sendContent, sendWhole, type Headers } from './send.ts';

export interface AnswerOptions {
  /** Turns a thrown error into an answer; also logs. */
  failed(error: unknown, request: HttpRequest): HttpReply;
  /** An answer was broken off, of which the head was sent already. */
  brokeOff?(error: unknown, request: HttpRequest): void;
  /** Headers that every answer carries. */
  standardHeaders(request: HttpRequest): Record<string, string>;
}

export type Answer = (request: HttpRequest) => Promise<HttpReply>;

interface Responding {
  /** '' where no route matched. */
  route: string;
  answer: Answer;
  connections: OpenConnections;
  pace: Pace;
}

/** What every answer of a route may depend on, beside what the headers say already. */
const varying = (vary: string | string[] | undefined): string =>
  vary === undefined ? 'Accept-Encoding' : `${String(vary)}, Accept-Encoding`;

function headersOf(reply: HttpReply, standard: Record<string, string>, route: string): Headers {
  const headers: Headers = { ...standard, ...reply.headers };
  // Wire: what is found nowhere says nothing of it.
  if (route !== '') headers['Vary'] = varying(headers['Vary']);
  return headers;
}

/** Resolves when all of it is on its way, to what was answered: 500 where it broke off. */
export async function respond(
  response: ServerResponse,
  request: HttpRequest,
  { route, answer, connections, pace }: Responding,
  options: AnswerOptions,
): Promise<HttpReply> {
  let result: HttpReply;
  let opened: Opened | undefined;
  try {
    result = await compressed(await answer(request), request);
    if (isContent(result.body)) {
      opened = await openContent(result, result.body, request);
      result = opened.reply;
    }
  } catch (error) {
    result = options.failed(error, request);
  }
  const headers = headersOf(result, options.standardHeaders(request), route);
  if (connections.stopping) headers['Connection'] = 'close';
  if (!opened) {
    const sending = sendWhole(response, request, result, headers);
    if (sending) await sending;
    return result;
  }
  try {
    if (response.socket) connections.transfers(response.socket);
    await sendContent(response, opened, headers, pace.windowMs);
    return result;
  } catch (error) {
    if (error instanceof ClientLeft) return result;
    options.brokeOff?.(error, request);
    return new HttpReply(500);
  }
}
