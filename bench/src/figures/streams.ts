import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { percent, whole, type Figure, type Say } from '../figure.ts';

const size = 100 * 1_048_576;
const rounds = 5;
const chunk = Buffer.alloc(65_536, 'innermost');

interface Subject {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(kind: 'ours' | 'bare'): Promise<Subject> {
  const child = fork(fileURLToPath(new URL('../streams/server.ts', import.meta.url)), [kind]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

async function weightOf({ child }: Subject): Promise<number> {
  child.send('weigh');
  const [{ weight }] = (await once(child, 'message')) as [{ weight: number }];
  return weight;
}

/** Calls `half` when half of it is through. Resolves to ms. */
async function transfer({ port }: Subject, up: boolean, half: () => Promise<void>): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const begin = performance.now();
  let [moved, asked, got] = [0, 0, 0];
  const move = async (bytes: number): Promise<void> => {
    const before = moved;
    moved += bytes;
    if (before >= size / 2 || moved < size / 2) return;
    const since = performance.now();
    await half();
    asked = performance.now() - since;
  };
  if (up) {
    socket.write(`PUT /bytes HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: ${size}\r\n\r\n`);
    for (let left = size; left > 0; left -= chunk.length) {
      if (!socket.write(chunk)) await once(socket, 'drain');
      await move(chunk.length);
    }
  } else socket.write(`GET /bytes?size=${size} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`);
  for await (const bytes of socket) {
    got += (bytes as Buffer).length;
    if (!up) await move((bytes as Buffer).length);
  }
  if (got === 0 || (!up && got < size)) throw new Error('The transfer broke off.');
  return performance.now() - begin - asked;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const rate = (ms: number): number => size / 1e6 / (ms / 1000);

async function measure(ours: Subject, bare: Subject, up: boolean): Promise<Figure[]> {
  const times = { ours: [] as number[], bare: [] as number[] };
  let grown = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const before = await weightOf(ours);
    const weigh = async () => void (grown = Math.max(grown, (await weightOf(ours)) - before));
    const pair = [
      await transfer(ours, up, round === 1 ? weigh : async () => undefined),
      await transfer(bare, up, async () => undefined),
    ];
    // The first round warms up.
    if (round === 0) continue;
    times.ours.push(pair[0] ?? 0);
    times.bare.push(pair[1] ?? 0);
  }
  const [mine, limit] = [rate(median(times.ours)), rate(median(times.bare))];
  const what = up ? 'upload of 100 MB' : 'download of 100 MB';
  return [
    {
      what,
      measured: `${whole(mine)} MB/s`,
      value: mine,
      limit: `${whole(limit)} MB/s (bare node:http)`,
      reach: `${percent(0.7)} of the limit`,
      ok: mine >= limit * 0.7,
    },
    {
      what: `${what}: memory in the middle of it, over that before`,
      measured: `${(grown / 1e6).toFixed(1)} MB`,
      value: grown / 1e6,
      limit: '',
      reach: '8 MB',
      ok: grown <= 8e6,
    },
  ];
}

/** The HTTP layer alone: no session, no database. */
export async function streams(say: Say): Promise<Figure[]> {
  const [ours, bare] = [await start('ours'), await start('bare')];
  try {
    const figures: Figure[] = [];
    for (const up of [true, false]) {
      say(`  ${rounds} rounds of 100 MB ${up ? 'up' : 'down'}, ours and bare in turn`);
      figures.push(...(await measure(ours, bare, up)));
    }
    return figures;
  } finally {
    ours.child.disconnect();
    bare.child.disconnect();
  }
}
