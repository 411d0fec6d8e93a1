import { setTimeout } from 'node:timers/promises';
import { createClient } from '@innermost/client/http.ts';
import { createUser, login } from '@innermost/protocol/users.ts';
import { startServerProcess } from '../../../server/src/testing/server-process.ts';
import type { Figure, Say } from '../figure.ts';
import { median } from '../load/closed-loop.ts';

const seconds = 12;
const guessesPerSecond = 10;
const password = 'correct horse 9';

/** Wrong sign-ins from one address, each to a name of its own so that none is refused for being one too many. */
function attack(signIn: (from: string, name: string, password: string) => Promise<number>) {
  let sent = 0;
  const answers: Promise<number>[] = [];
  const timer = setInterval(() => {
    sent += 1;
    answers.push(signIn('192.0.2.66', `nobody-${sent}`, 'wrong'));
  }, 1000 / guessesPerSecond);
  return async () => {
    clearInterval(timer);
    const all = await Promise.all(answers);
    return { sent, refused: all.filter((status) => status === 429).length };
  };
}

/** What a flood of wrong passwords from one address costs somebody who signs in from another. */
export async function signInDuringAttack(say: Say): Promise<Figure[]> {
  const server = await startServerProcess({ env: { MM_INNERMOSTSETTINGS_TRUSTEDPROXIES: '127.0.0.1 ::1' } });
  try {
    await createClient({ url: server.url }).call(createUser, {
      body: { username: 'ann', email: 'ann@example.com', password },
    });
    const signIn = async (from: string, login_id: string, secret: string): Promise<number> => {
      const answer = await fetch(`${server.url}${login.path}`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': from },
        body: JSON.stringify({ login_id, password: secret }),
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    const honest = async (): Promise<number> => {
      const begun = performance.now();
      const status = await signIn('192.0.2.7', 'ann', password);
      if (status !== 200) throw new Error(`An honest sign-in was answered ${status}.`);
      return performance.now() - begun;
    };
    const oneASecond = async (): Promise<number[]> => {
      const times: number[] = [];
      for (let n = 0; n < seconds; n += 1) {
        times.push(await honest());
        await setTimeout(Math.max(0, 1000 - (times.at(-1) ?? 0)));
      }
      return times;
    };
    await honest();
    say(`  one sign-in a second for ${seconds} s`);
    const calm = median(await oneASecond());
    say(`  the same beside ${guessesPerSecond} wrong ones a second from another address`);
    const end = attack(signIn);
    await setTimeout(3_000);
    const times = await oneASecond();
    const { sent, refused } = await end();
    const [typical, worst] = [median(times), Math.max(...times)];
    say(`  of ${sent} wrong ones ${refused} were refused unseen`);
    return [
      {
        what: `sign-in beside ${guessesPerSecond} wrong ones a second from another address`,
        measured: `${typical.toFixed(0)} ms, worst ${worst.toFixed(0)} ms, ${(typical / calm).toFixed(1)} times as long`,
        value: typical,
        limit: `${calm.toFixed(0)} ms without`,
        reach: '1 s later at worst',
        ok: worst - calm < 1_000,
      },
    ];
  } finally {
    await server.dispose();
  }
}
