/** Requests as an official app sends them, and what it asks of every answer. */
import { once } from 'node:events';
import { expect } from 'vitest';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed; of newline-delimited JSON, an array of its lines. */
  json: unknown;
}

export class AppRequests {
  readonly #url: string;
  /** Sent with every request; the app adds its credentials here. */
  readonly headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.headers = headers;
  }

  /** `path` is under /api/v4. The answer is what clients can read: exact type, their version header, nothing cached. */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v4${path}`, {
      method,
      headers: this.headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const where = `${method} ${path} ${response.status} ${text.slice(0, 200)}`;
    const type = response.headers.get('Content-Type') ?? '';
    expect(type, where).toMatch(/^application\/(json|x-ndjson)$/);
    expect(response.headers.get('X-Version-Id'), where).toMatch(/^11\.6\.0\.11\.6\.0\.[0-9a-f]{64}\.false$/);
    expect(response.headers.get('X-Request-Id'), where).toMatch(/^\w{26}$/);
    expect(response.headers.get('Cache-Control'), where).toBeNull();
    const json: unknown = type.endsWith('ndjson') ? linesOf(text) : JSON.parse(text);
    return { status: response.status, headers: response.headers, json };
  }

  /** A request that must succeed; answers what it holds. */
  async gets(path: string): Promise<unknown> {
    return (await this.succeeds('GET', path)).json;
  }

  async succeeds(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.ask(method, path, body);
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.json)}`).toBeOneOf([200, 201]);
    return answer;
  }

  /** A request for something that may not be there: then the answer is an error as the app reads errors. */
  async isAnswered(method: string, path: string, body?: unknown): Promise<void> {
    const { status, json } = await this.ask(method, path, body);
    if (status < 300) return;
    expect(status, `${method} ${path}`).toBeOneOf([400, 403, 404, 501]);
    expect(json, `${method} ${path}`).toMatchObject({
      id: expect.stringMatching(/^[\w.]+$/),
      message: expect.any(String),
      detailed_error: expect.any(String),
      status_code: status,
    });
  }
}

/** A socket as an app opens it: with what its upgrade carries, and frame by frame. */
export class AppSocket {
  readonly #socket: WebSocket;
  readonly #frames: { event?: string; seq?: number }[] = [];
  #expected = 0;
  #wake = (): void => undefined;

  /** Of the headers those count that browsers and phones send with an upgrade: cookies and the token. */
  constructor(url: string, query: string, { Cookie = '', Authorization = '' }: Record<string, string>) {
    const headers = { ...(Cookie && { Cookie }), ...(Authorization && { Authorization }) };
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/api/v4/websocket?${query}`, { headers });
    this.#socket.addEventListener('message', ({ data }) => {
      this.#frames.push(JSON.parse(String(data)) as { event?: string; seq?: number });
      this.#wake();
    });
  }

  async opened(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CONNECTING) await once(this.#socket, 'open');
  }

  send(seq: number, action: string, data: Record<string, unknown> = {}): void {
    this.#socket.send(JSON.stringify({ seq, action, data }));
  }

  /**
   * The frames in their order, without those that tell a person of coming online; events without a gap in the numbers.
   * A frame that never comes is for the test's own limit to end.
   */
  async next(): Promise<unknown> {
    while (this.#frames.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    const frame = this.#frames.shift();
    if (frame?.event === undefined) return frame;
    expect(frame.seq, frame.event).toBe(this.#expected);
    this.#expected += 1;
    return frame.event === 'status_change' ? this.next() : frame;
  }

  close(): void {
    this.#socket.close();
  }
}

/** `hello` as every app must find it, first of all. */
export const hello = {
  event: 'hello',
  seq: 0,
  data: {
    connection_id: expect.stringMatching(/^[a-z0-9]{26}$/),
    server_version: expect.stringMatching(/^11\.6\.0\./),
  },
};

const linesOf = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));

/** Every one of the names, with blanks between, is a field of the object, or of each in the list, and not null. */
export function needs(value: unknown, names: string): void {
  const objects = Array.isArray(value) ? value : [value];
  expect(objects.length, 'an empty list shows nothing').toBeGreaterThan(0);
  for (const one of objects)
    for (const name of names.trim().split(/\s+/))
      expect(one, name).toHaveProperty(name, expect.not.toBeOneOf([undefined, null]));
}
