/** One post to many sockets in its channel, beside a bare `socket.write` loop of the same bytes in the same run. */
import type { Socket } from 'node:net';
import { PreEncoded } from '../../../server/src/realtime/pre-encoded.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { startSocketServer } from './socket-server.ts';

export interface WayFigures {
  /** From the call to the last receipt, all rounds together. */
  deliveriesPerSecond: number;
  /** Of the server process, user and system, µs. */
  cpuPerDelivery: number;
  /** Send to last receipt, ms. */
  p50: number;
  p99: number;
}

export interface FanOutFigures {
  hub: WayFigures;
  bare: WayFigures;
  frameBytes: number;
}

/** The two ways take turns, `rounds` each; the first tenth warms up and is not counted. */
export async function measureFanOut(count = 1_000, rounds = 300): Promise<FanOutFigures> {
  const server = await startSocketServer(count);
  const sockets = [...server.sockets];
  const userId = newId();
  let sent = 0;

  async function round(send: () => void): Promise<Round> {
    const bytesBefore = written(sockets);
    const cpuBefore = process.cpuUsage();
    const start = process.hrtime.bigint();
    send();
    sent += written(sockets) - bytesBefore;
    const end = await server.arrived(sent);
    const cpu = process.cpuUsage(cpuBefore);
    return { ms: Number(end - start) / 1e6, cpu: cpu.user + cpu.system };
  }

  let frame: Buffer = Buffer.alloc(0);
  const throughHub = () => server.hub.publish([postedEmission(server.channelId, userId)]);
  const throughSockets = () => {
    for (const socket of sockets) socket.write(frame);
  };
  await round(throughHub);
  frame = frameOf(sent / count);

  const timed = { hub: [] as Round[], bare: [] as Round[] };
  for (let index = 0; index < rounds; index += 1) {
    // Whichever goes second finds warmer caches.
    if (index % 2 === 0) timed.hub.push(await round(throughHub));
    timed.bare.push(await round(throughSockets));
    if (index % 2 === 1) timed.hub.push(await round(throughHub));
  }
  await server.stop();
  const counted = Math.ceil(rounds / 10);
  return {
    hub: figures(timed.hub.slice(counted), count),
    bare: figures(timed.bare.slice(counted), count),
    frameBytes: frame.length,
  };
}

interface Round {
  ms: number;
  cpu: number;
}

function figures(rounds: readonly Round[], count: number): WayFigures {
  const times = rounds.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const total = times.reduce((sum, ms) => sum + ms, 0);
  const cpu = rounds.reduce((sum, round) => sum + round.cpu, 0);
  return {
    deliveriesPerSecond: Math.round((count * rounds.length * 1_000) / total),
    cpuPerDelivery: cpu / (count * rounds.length),
    p50: at(0.5),
    p99: at(0.99),
  };
}

function written(sockets: readonly Socket[]): number {
  return sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
}

/** A text frame of this size in all. */
function frameOf(bytes: number): Buffer {
  const frame = Buffer.alloc(bytes, 'x');
  frame.writeUInt16BE(0x817e, 0);
  frame.writeUInt16BE(bytes - 4, 2);
  return frame;
}

function postedEmission(channelId: string, userId: string) {
  const post = {
    id: newId(),
    create_at: Date.now(),
    user_id: userId,
    channel_id: channelId,
    message: 'Deployment to staging completed. '.repeat(6),
    props: {},
    metadata: {},
    pending_post_id: `${userId}:${Date.now()}`,
  };
  return {
    event: 'posted' as const,
    data: {
      channel_display_name: 'Town Square',
      channel_name: 'town-square',
      channel_type: 'O' as const,
      post: new PreEncoded(JSON.stringify(post), userId),
      sender_name: '@ann',
      set_online: true,
      team_id: newId(),
    },
    audience: { channel_id: channelId },
  };
}
