/** A connection on which a test says exactly what it wants to, and sees what comes back byte for byte. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** False when the connection ended before the answer did. */
  readonly isWhole: boolean;
}

export class RawConnection {
  readonly socket: Socket;
  /** How the connection ended. */
  readonly ended: Promise<'closed' | 'reset'>;
  /** Joined only when an answer may be whole: many small pieces would be copied again and again. */
  #pieces: Buffer[] = [];
  #expected = 0;
  #isOver = false;

  constructor(url: string) {
    this.socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (bytes: Buffer) => this.#pieces.push(bytes));
    this.ended = new Promise((resolve) => {
      this.socket.on('error', () => resolve('reset'));
      this.socket.on('end', () => resolve('closed'));
      this.socket.on('close', () => resolve('closed'));
    });
    void this.ended.then(() => (this.#isOver = true));
  }

  /** Resolves when the kernel has it. */
  write(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** The next answer; a `100 Continue` is one. Rejects when the connection ends without any. */
  async answer({ toHead = false } = {}): Promise<RawAnswer> {
    for (;;) {
      const found = this.#take(toHead);
      if (found) return found;
      if (this.#isOver) throw new Error(`The connection ended with ${this.#length} bytes of an answer.`);
      await Promise.race([once(this.socket, 'data'), this.ended]).catch(() => undefined);
    }
  }

  get #length(): number {
    return this.#pieces.reduce((sum, { length }) => sum + length, 0);
  }

  #take(toHead: boolean): RawAnswer | undefined {
    if (!this.#isOver && this.#length < this.#expected) return undefined;
    const received = Buffer.concat(this.#pieces);
    this.#pieces = [received];
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
    const status = Number(first.split(' ')[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const rest = received.subarray(end + 4);
    const isBare = toHead || status === 304 || status < 200;
    const body = isBare ? { bytes: rest.subarray(0, 0), used: 0 } : bodyIn(rest, headers);
    const wanted = Number(headers['content-length'] ?? Infinity);
    this.#expected = body || wanted === Infinity ? 0 : end + 4 + wanted;
    if (!body && !this.#isOver) return undefined;
    this.#pieces = body ? [rest.subarray(body.used)] : [];
    return { status, headers, body: Buffer.from(body?.bytes ?? rest), isWhole: body !== undefined };
  }
}

function bodyIn(rest: Buffer, headers: Record<string, string>): { bytes: Buffer; used: number } | undefined {
  if (headers['transfer-encoding'] !== 'chunked') {
    const length = Number(headers['content-length'] ?? Infinity);
    return rest.length < length ? undefined : { bytes: rest.subarray(0, length), used: length };
  }
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, line), 16);
    if (rest.length < line + 4 + size) return undefined;
    if (size === 0) return { bytes: Buffer.concat(parts), used: line + 4 };
    parts.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 4 + size;
  }
}
