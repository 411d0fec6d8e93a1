/**
 * A process of many raw sockets that only count what they receive. Driven over IPC: `connect` opens them, `await`
 * answers when so many bytes have arrived in all, with the time of the last arrival on the system's monotonic clock.
 */
import { connect, type Socket } from 'node:net';

export type ToReceiver =
  | { kind: 'connect'; port: number; tokens: readonly string[] }
  | { kind: 'await'; bytes: number };
/** `at` in ns, comparable between processes of one machine. */
export type FromReceiver = { kind: 'connected' } | { kind: 'arrived'; at: string };

let received = 0;
let lastArrival = process.hrtime.bigint();
let awaited = Number.POSITIVE_INFINITY;

function tell(message: FromReceiver): void {
  process.send?.(message);
}

function answerIfArrived(): void {
  if (received < awaited) return;
  awaited = Number.POSITIVE_INFINITY;
  tell({ kind: 'arrived', at: String(lastArrival) });
}

function count(bytes: Buffer): void {
  received += bytes.length;
  lastArrival = process.hrtime.bigint();
  answerIfArrived();
}

/** Opens one socket and resolves when its handshake and `hello` have arrived; from then on it only counts. */
function open(port: number, token: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.write(
      'GET /api/v4/websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        `Authorization: Bearer ${token}\r\n\r\n`,
    );
    let head = '';
    socket.on('data', function greet(bytes: Buffer) {
      head += bytes.toString('latin1');
      if (!head.includes('"seq":0}')) return;
      socket.off('data', greet);
      socket.on('data', count);
      resolve(socket);
    });
  });
}

async function openAll(port: number, tokens: readonly string[]): Promise<void> {
  for (let start = 0; start < tokens.length; start += 50) {
    await Promise.all(tokens.slice(start, start + 50).map((token) => open(port, token)));
  }
  tell({ kind: 'connected' });
}

process.on('message', (message: ToReceiver) => {
  if (message.kind === 'connect') {
    void openAll(message.port, message.tokens);
    return;
  }
  awaited = message.bytes;
  answerIfArrived();
});
