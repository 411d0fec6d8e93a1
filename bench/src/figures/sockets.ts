import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { percent, whole, type Figure } from '../figure.ts';
import { measureFanOut } from '../sockets/fan-out.ts';

export async function fanOut(): Promise<Figure[]> {
  const { hub, bare } = await measureFanOut();
  const share = hub.deliveriesPerSecond / bare.deliveriesPerSecond;
  return [
    {
      what: 'one post to 1,000 sockets in its channel',
      measured: `${whole(hub.deliveriesPerSecond)}/s, ${percent(share)}`,
      value: hub.deliveriesPerSecond,
      limit: `${whole(bare.deliveriesPerSecond)}/s bare socket.write`,
      reach: '80 %',
      ok: share >= 0.8,
    },
    {
      what: 'send to last receipt, p99',
      measured: `${hub.p99.toFixed(1)} ms`,
      value: hub.p99,
      limit: `${bare.p99.toFixed(1)} ms`,
      reach: 'below 30 ms',
      ok: hub.p99 < 30,
    },
  ];
}

/** In a process of its own, which does nothing else and can collect its garbage before it weighs itself. */
export async function idleSockets(): Promise<Figure[]> {
  const weighing = fork(fileURLToPath(new URL('../sockets/weigh.ts', import.meta.url)), { execArgv: ['--expose-gc'] });
  const [kib] = (await once(weighing, 'message')) as [number];
  return [
    {
      what: 'memory per idle socket, of 5,000 in 20 channels each',
      measured: `${kib.toFixed(1)} KiB`,
      value: kib,
      limit: '',
      reach: '20 KiB',
      ok: kib <= 20,
    },
  ];
}
