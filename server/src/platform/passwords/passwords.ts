/** Hashing and checking of passwords in the two forms that a database of the wire's level can hold. */
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash as hashBcrypt, verify as verifyBcrypt } from '@node-rs/bcrypt';
import { limits } from '@innermost/protocol/limits.ts';
import { refuseInTransaction } from '../db/transaction.ts';
import { AppError } from '../http/errors.ts';
import { formatPbkdf2, parsePbkdf2 } from './phc.ts';
import { Slots } from '../slots.ts';

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
const slots = new Slots(2, 500);

async function inSlot<T>(work: () => Promise<T>): Promise<T> {
  // Nothing holds a connection, and a lane, for as long as this takes.
  refuseInTransaction('hashing a password');
  const running = slots.run(work);
  if (!running) throw new AppError('api.context.server_busy.app_error', 503);
  return running;
}

/** Takes about 100 ms of another thread. The caller has checked that the password is at most 72 bytes. */
export function hashPassword(password: string, format: PasswordFormat): Promise<string> {
  return inSlot(async () => {
    if (format === 'bcrypt') return hashBcrypt(password, bcryptCost);
    const salt = randomBytes(saltBytes);
    return formatPbkdf2({ iterations, salt, key: await derive(password, salt, iterations, keyBytes, 'sha256') });
  });
}

/**
 * Whether the password is the one behind the stored hash. An empty or undefined hash (no such account, or one
 * without a password) takes as long as a wrong password and never matches.
 */
export function verifyPassword(password: string, stored: string | undefined, format: PasswordFormat): Promise<boolean> {
  const usable = stored !== undefined && stored !== '' && Buffer.byteLength(password) <= limits.passwordBytes;
  const against = usable ? stored : nobodysHash[format];
  return inSlot(async () => {
    const parsed = parsePbkdf2(against);
    if (!parsed) {
      const matches = await verifyBcrypt(password, against).catch(() => false);
      return usable && matches;
    }
    const key = await derive(password, parsed.salt, parsed.iterations, parsed.key.length, 'sha256');
    return usable && timingSafeEqual(key, parsed.key);
  });
}

/** False when a hash should be written anew at the next sign-in. */
export function isCurrentHash(stored: string, format: PasswordFormat): boolean {
  if (format === 'bcrypt') return /^\$2[aby]\$/.test(stored);
  const parsed = parsePbkdf2(stored);
  return parsed !== undefined && parsed.iterations === iterations && parsed.key.length === keyBytes;
}

/** Hashes of the right cost that no password is known for. */
const nobodysHash: Record<PasswordFormat, string> = {
  bcrypt: `$2b$${bcryptCost}$${'.'.repeat(53)}`,
  pbkdf2: formatPbkdf2({ iterations, salt: randomBytes(saltBytes), key: randomBytes(keyBytes) }),
};
