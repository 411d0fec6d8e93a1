import { hashSync } from '@node-rs/bcrypt';
import { expect, test } from 'vitest';
import { hashPassword, isCurrentHash, verifyPassword } from './passwords.ts';
import { parsePbkdf2 } from './phc.ts';
import { Slots } from '../slots.ts';

/** Of `correct horse`, made by another program. */
const foreign = '$pbkdf2$f=SHA256,w=1000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$cBg8D2DungRB9k76szThf5ehfyBz991ay6PT8Srwk4M';

test.each(['pbkdf2', 'bcrypt'] as const)('a %s hash fits its password only', async (format) => {
  const hash = await hashPassword('pässword', format);
  expect(await verifyPassword('pässword', hash, format)).toBe(true);
  expect(await verifyPassword('passwort', hash, format)).toBe(false);
  expect(await hashPassword('pässword', format)).not.toBe(hash);
});

test('a hash made elsewhere is read, whatever its work factor, but counts as outdated', async () => {
  expect(await verifyPassword('correct horse', foreign, 'pbkdf2')).toBe(true);
  expect(await verifyPassword('correct hors', foreign, 'pbkdf2')).toBe(false);
  expect(isCurrentHash(foreign, 'pbkdf2')).toBe(false);
  expect(isCurrentHash(hashSync('x', 4), 'pbkdf2')).toBe(false);
  expect(isCurrentHash(hashSync('x', 4), 'bcrypt')).toBe(true);
});

test('nothing matches an account without a password, or a password that is too long', async () => {
  expect(await verifyPassword('', '', 'pbkdf2')).toBe(false);
  expect(await verifyPassword('x', undefined, 'bcrypt')).toBe(false);
  expect(await verifyPassword('x', 'garbage', 'pbkdf2')).toBe(false);
  const long = 'x'.repeat(72);
  const hash = hashSync(long, 4);
  expect(await verifyPassword(long, hash, 'bcrypt')).toBe(true);
  expect(await verifyPassword(`${long}y`, hash, 'bcrypt')).toBe(false);
});

test.each([
  ['another function', foreign.replace('SHA256', 'SHA512')],
  ['another length than it has', foreign.replace('l=32', 'l=16')],
  ['no rounds', foreign.replace('w=1000', 'w=0')],
  ['another order', foreign.replace('f=SHA256,w=1000', 'w=1000,f=SHA256')],
])('a text that claims %s is no hash', (_what, text) => {
  expect(parsePbkdf2(foreign)).toBeDefined();
  expect(parsePbkdf2(text)).toBeUndefined();
});

test('work beyond the slots waits its turn, and beyond the queue is refused', async () => {
  const slots = new Slots(2, 1);
  let running = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  const work = async () => {
    most = Math.max(most, (running += 1));
    await new Promise<void>((resolve) => finish.push(resolve));
    running -= 1;
  };
  const all = [slots.run(work), slots.run(work), slots.run(work)];
  expect(slots.run(work)).toBeUndefined();
  while (finish.length < 2) await Promise.resolve();
  finish.shift()?.();
  await all[0];
  finish.shift()?.();
  await all[1];
  while (finish.length === 0) await Promise.resolve();
  finish.shift()?.();
  await all[2];
  expect(most).toBe(2);
  // A failure gives its slot back.
  await expect(slots.run(() => Promise.reject(new Error('planned')))).rejects.toThrow('planned');
  await expect(slots.run(() => Promise.resolve('done'))).resolves.toBe('done');
});
