/** A file of 100 MB through the whole server into its folder, against writing the same bytes there. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setScene } from '../../../e2e/support/scene.ts';
import { startServerProcess, type ServerProcess } from '../../../server/src/testing/server-process.ts';
import { percent, whole, type Figure, type Say } from '../figure.ts';

const size = 100 * 1_048_576;
const rounds = 5;
const chunk = Buffer.alloc(65_536, 'innermost');

/** Bytes of memory that the process holds, code and stacks included. */
function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

interface Upload {
  ms: number;
  /** The most that was held while it went on, over what was held before. */
  grown: number;
}

async function upload(server: ServerProcess, token: string, channelId: string): Promise<Upload> {
  const before = residentBytes(server.pid);
  let most = before;
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const begin = performance.now();
  socket.write(
    `POST /api/v4/files?channel_id=${channelId}&filename=large.bin HTTP/1.1\r\nHost: here\r\nConnection: close\r\n` +
      `Authorization: Bearer ${token}\r\nContent-Length: ${size}\r\n\r\n`,
  );
  for (let sent = 0; sent < size; sent += chunk.length) {
    if (!socket.write(chunk)) await once(socket, 'drain');
    if (sent % (4 * 1_048_576) === 0) most = Math.max(most, residentBytes(server.pid));
  }
  let answer = '';
  for await (const bytes of socket) answer += String(bytes);
  if (!answer.startsWith('HTTP/1.1 201')) throw new Error(`The upload was refused: ${answer.slice(0, 500)}`);
  return { ms: performance.now() - begin, grown: Math.max(most, residentBytes(server.pid)) - before };
}

/** As the server does it: in pieces, and safe on the disk at the end. */
async function write(folder: string): Promise<number> {
  const file = join(folder, 'written.bin');
  const begin = performance.now();
  const handle = await open(file, 'wx');
  for (let written = 0; written < size; written += chunk.length) await handle.write(chunk);
  await handle.sync();
  await handle.close();
  const ms = performance.now() - begin;
  await rm(file);
  return ms;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const rate = (ms: number): number => size / 1e6 / (ms / 1000);

export async function uploads(say: Say): Promise<Figure[]> {
  const server = await startServerProcess();
  try {
    const { ann, channel } = await setScene(server.url);
    say(`  ${rounds} rounds of 100 MB into the store, and into its folder, in turn`);
    const [sent, written]: [Upload[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const one = await upload(server, ann.client.token ?? '', channel.id);
      const other = await write(join(server.dataDir, 'files'));
      // The first round warms up.
      if (round === 0) continue;
      sent.push(one);
      written.push(other);
    }
    const [mine, limit] = [rate(median(sent.map(({ ms }) => ms))), rate(median(written))];
    const grown = Math.max(...sent.map((one) => one.grown));
    return [
      {
        what: 'file of 100 MB, uploaded',
        measured: `${whole(mine)} MB/s`,
        value: mine,
        limit: `${whole(limit)} MB/s (writing it)`,
        reach: `${percent(0.6)} of the limit`,
        ok: mine >= limit * 0.6,
      },
      {
        what: 'file of 100 MB, uploaded: memory of the process over that before',
        measured: `${(grown / 1e6).toFixed(1)} MB`,
        value: grown / 1e6,
        limit: '',
        reach: '20 MB',
        ok: grown <= 20e6,
      },
    ];
  } finally {
    await server.dispose();
  }
}
