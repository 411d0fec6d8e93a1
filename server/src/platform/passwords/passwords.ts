/** Hashing and checking of passwords in the two forms that a database of the wire's level can hold. */
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash as hashBcrypt, verify as verifyBcrypt } from '@node-rs/bcrypt';
import { isId, limits } from '@innermost/protocol/limits.ts';
import { refuseInTransaction } from '../db/transaction.ts';
import { AppError } from '../http/errors.ts';
import { formatPbkdf2, parsePbkdf2 } from './phc.ts';
import { FairSlots } from '../fair-slots.ts';

export type PasswordFormat = 'bcrypt' | 'pbkdf2';

const derive = promisify(pbkdf2);

/** What the peer writes (reference: schema/schema.md, Password hashes). */
let iterations = 600_000;
/** For tests that sign in hundreds of people and are not about passwords. */
export function hashWithIterations(count: number): void {
  iterations = count;
}

const keyBytes = 32;
const saltBytes = 16;
const bcryptCost = 10;

/**
 * Both algorithms run on the four threads that Node shares between hashing, files and name look-ups. Two are left to
 * the others at all times.
 */
const slots = new FairSlots(2, {
  // Somebody signed in may be a script that makes many accounts at once.
  perCaller: (caller) => (isId(caller) ? 200 : 20),
  inAll: 500,
});
/** What a caller whose queue is full is told to wait: by then it is done with. */
const queueSeconds = 3;

async function inSlot<T>(caller: string, work: () => Promise<T>): Promise<T> {
  // Nothing holds a connection, and a lane, for as long as this takes.
  refuseInTransaction('hashing a password');
  const running = slots.run(caller, work);
  if (running === 'caller is busy') throw new AppError('api.context.rate_limit.app_error', { seconds: queueSeconds });
  if (running === 'all are busy') throw new AppError('api.context.server_busy.app_error');
  return running;
}

/**
 * Takes some 100 ms of another thread. Whoever calls has checked that the password is at most 72 bytes. `caller` shares
 * the threads with the others: the address of a stranger, the id of somebody signed in. 429 when too much of theirs
 * waits already.
 */
export function hashPassword(password: string, format: PasswordFormat, caller: string): Promise<string> {
  return inSlot(caller, async () => {
    if (format === 'bcrypt') return hashBcrypt(password, bcryptCost);
    const salt = randomBytes(saltBytes);
    return formatPbkdf2({ iterations, salt, key: await derive(password, salt, iterations, keyBytes, 'sha256') });
  });
}

/** What a check with a hash of lesser work lacks to that of one of today's, so that it takes as long. */
async function restOfWork(done: number, format: PasswordFormat): Promise<void> {
  if (format === 'pbkdf2' && done < iterations) await derive('', nobodysSalt, iterations - done, keyBytes, 'sha256');
}

/**
 * Whether the password is the one behind the stored hash. An empty or undefined hash (no such account, or one
 * without a password) takes as long as a wrong password and never matches. `caller` as with `hashPassword`.
 */
export function verifyPassword(
  password: string,
  stored: string | undefined,
  format: PasswordFormat,
  caller: string,
): Promise<boolean> {
  const usable = stored !== undefined && stored !== '' && Buffer.byteLength(password) <= limits.passwordBytes;
  const against = usable ? stored : nobodysHash[format];
  return inSlot(caller, async () => {
    const parsed = parsePbkdf2(against);
    if (!parsed) {
      const checking = verifyBcrypt(password, against).catch(() => false);
      const [matches] = await Promise.all([checking, restOfWork(0, format)]);
      return usable && matches;
    }
    const key = await derive(password, parsed.salt, parsed.iterations, parsed.key.length, 'sha256');
    await restOfWork(parsed.iterations, format);
    return usable && timingSafeEqual(key, parsed.key);
  });
}

/** False when a hash should be written anew at the next sign-in. */
export function isCurrentHash(stored: string, format: PasswordFormat): boolean {
  if (format === 'bcrypt') return /^\$2[aby]\$/.test(stored);
  const parsed = parsePbkdf2(stored);
  return parsed !== undefined && parsed.iterations === iterations && parsed.key.length === keyBytes;
}

const nobodysSalt = randomBytes(saltBytes);
/** Hashes of the right cost that no password is known for. */
const nobodysHash: Record<PasswordFormat, string> = {
  bcrypt: `$2b$${bcryptCost}$${'.'.repeat(53)}`,
  pbkdf2: formatPbkdf2({ iterations, salt: randomBytes(saltBytes), key: randomBytes(keyBytes) }),
};
