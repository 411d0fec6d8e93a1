/** A hub with nothing behind it, and a receiver process connected to it: what the socket figures are measured on. */
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createHub, type Hub } from '../../../server/src/realtime/hub.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import type { FromReceiver, ToReceiver } from './receiver.ts';

export interface SocketServer {
  hub: Hub;
  /** The server's ends. */
  sockets: ReadonlySet<Socket>;
  channelId: string;
  /** Resolves with the time in ns at which the receiver had this many bytes in all. */
  arrived(bytes: number): Promise<bigint>;
  stop(): Promise<void>;
}

/** Between the two of a direct message and the hundreds of a public channel. */
const membersOfSmall = 10;

/** Connects `count` people, all of them members of one channel and each of `otherChannels` smaller ones. */
export async function startSocketServer(count: number, otherChannels = 0): Promise<SocketServer> {
  const channelId = newId();
  const small = Array.from({ length: Math.ceil((count * otherChannels) / membersOfSmall) }, newId);
  let joined = 0;
  const channels = () => [
    channelId,
    ...Array.from({ length: otherChannels }, () => small[joined++ % small.length] ?? ''),
  ];
  const people = new Map(Array.from({ length: count }, () => [newId(), newId()]));
  const hub = createHub({
    config: () => ({ SiteURL: '', AllowCorsFrom: '', EnableUserStatuses: true }),
    authenticate: async (token) => {
      const userId = people.get(token);
      return userId === undefined
        ? undefined
        : { id: token, user_id: userId, is_admin: false, is_guest: false, expires_at: 0 };
    },
    isStillValid: ({ id }) => people.has(id),
    tokenOfUpgrade: ({ headers }) => headers.authorization?.slice('Bearer '.length),
    memberships: async () => ({ channels: channels(), teams: [] }),
    mayPostIn: async () => true,
    mayReadChannel: () => true,
    canSeeUser: () => true,
    presence: { connected() {}, disconnected() {}, activity() {}, statuses: () => ({}) },
    tell: () => {},
    serverVersion: () => '11.6.0.0.bench.false',
    now: () => Date.now(),
    elapsed: () => performance.now(),
    log: { debug() {}, warn: console.warn, error: console.error },
  });
  const sockets = new Set<Socket>();
  const server = createServer().on('connection', (socket) => sockets.add(socket));
  hub.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver = fork(fileURLToPath(new URL('receiver.ts', import.meta.url)));
  const { port } = server.address() as AddressInfo;
  await ask(receiver, { kind: 'connect', port, tokens: [...people.keys()] });

  return {
    hub,
    sockets,
    channelId,
    async arrived(bytes) {
      const answer = await ask(receiver, { kind: 'await', bytes });
      return answer.kind === 'arrived' ? BigInt(answer.at) : 0n;
    },
    async stop() {
      receiver.kill();
      await hub.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function ask(receiver: ChildProcess, message: ToReceiver): Promise<FromReceiver> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('The receiving process ended.'));
    receiver.once('exit', onExit);
    receiver.once('message', (answer: FromReceiver) => {
      receiver.off('exit', onExit);
      resolve(answer);
    });
    receiver.send(message);
  });
}
