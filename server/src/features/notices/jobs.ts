import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { perServer } from '../../work/services.ts';
import { DecayingCounts } from '../../platform/decaying-counts.ts';
import { userById, type AccountAttacked } from '../users/index.ts';
import { administratorIds } from './queries.ts';
import { sendFromSystem } from './system-bot.ts';

const mostAdministrators = 50;
/** Notices that administrators get within an hour at most: where every account is attacked, one more says no more. */
const mostNotices = 20;
const sent = perServer(({ clock }) => new DecayingCounts(clock, { forget: 3_600_000, kept: 1 }));

const toOwner = ({ failures, ip }: AccountAttacked): string =>
  `There were ${failures} sign-ins to your account with a wrong password or code within half an hour, the last one from \`${ip}\`.\n\n` +
  'If that was you, wait a few minutes, or ask an administrator to unlock your account. ' +
  'If not, make sure that your password is one you use nowhere else. Your account stays open to you.';

const toAdministrators = ({ failures, ip, username }: AccountAttacked): string =>
  `There were ${failures} sign-ins to the account \`${username}\` with a wrong password or code within half an hour, the last one from \`${ip}\`.\n\n` +
  'More from one address are refused for a while, and answers are slower. The account stays open to its owner from other addresses; ' +
  '*Unlock* on its profile card forgets what was counted. The log has each attempt with its address.';

/** A direct message to the owner and to the administrators. */
export const tellOfAttack = job('tell-of-attack', {
  args: z.object({ user_id: z.string(), username: z.string(), failures: z.number(), ip: z.string() }),
  priority: 'high',
  retry: { attempts: 5 },
  transaction: 'none',
  because: 'it sends posts, each of which is a transaction of its own and is not sent twice',
  async run(w, attack) {
    const { db, services } = w;
    const { user_id, username, failures, ip } = attack;
    services.log.warn({ user_id, username, failures, ip }, 'an account is under attack: many wrong passwords or codes');
    const owner = await userById(db, user_id);
    if (!owner || owner.is_bot) return;
    if (owner.delete_at === 0) await sendFromSystem(w, [user_id], toOwner(attack));
    if (!sent(services).take('notices', mostNotices)) return;
    const ids = await administratorIds(db, mostAdministrators);
    const others = ids.filter((id) => id !== user_id);
    await sendFromSystem(w, others, toAdministrators(attack));
  },
});

export const noticeJobs = [tellOfAttack];
