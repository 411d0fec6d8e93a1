import { hashSync } from '@node-rs/bcrypt';
import { expect, test } from 'vitest';
import { hashPassword, hashWithIterations, isCurrentHash, verifyPassword } from './passwords.ts';
import { parsePbkdf2 } from './phc.ts';
import { newId } from '../ids.ts';

/** Of `correct horse`, made by another program. */
const foreign = '$pbkdf2$f=SHA256,w=1000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$cBg8D2DungRB9k76szThf5ehfyBz991ay6PT8Srwk4M';

test.each(['pbkdf2', 'bcrypt'] as const)('a %s hash fits its password only', async (format) => {
  const hash = await hashPassword('pässword', format, 'ann');
  expect(await verifyPassword('pässword', hash, format, 'ann')).toBe(true);
  expect(await verifyPassword('passwort', hash, format, 'ann')).toBe(false);
  expect(await hashPassword('pässword', format, 'ann')).not.toBe(hash);
});

test('a hash made elsewhere is read, whatever its work factor, but counts as outdated', async () => {
  expect(await verifyPassword('correct horse', foreign, 'pbkdf2', 'ann')).toBe(true);
  expect(await verifyPassword('correct hors', foreign, 'pbkdf2', 'ann')).toBe(false);
  expect(isCurrentHash(foreign, 'pbkdf2')).toBe(false);
  expect(isCurrentHash(hashSync('x', 4), 'pbkdf2')).toBe(false);
  expect(isCurrentHash(hashSync('x', 4), 'bcrypt')).toBe(true);
});

test('nothing matches an account without a password, or a password that is too long', async () => {
  expect(await verifyPassword('', '', 'pbkdf2', 'ann')).toBe(false);
  expect(await verifyPassword('x', undefined, 'bcrypt', 'ann')).toBe(false);
  expect(await verifyPassword('x', 'garbage', 'pbkdf2', 'ann')).toBe(false);
  const long = 'x'.repeat(72);
  const hash = hashSync(long, 4);
  expect(await verifyPassword(long, hash, 'bcrypt', 'ann')).toBe(true);
  expect(await verifyPassword(`${long}y`, hash, 'bcrypt', 'ann')).toBe(false);
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

test('a stranger who asks for much is refused beyond a short queue, and nobody else is', async () => {
  hashWithIterations(1_000);
  const ask = (caller: string) => hashPassword('x', 'pbkdf2', caller);
  const [stranger, member] = ['192.0.2.66', newId()];
  const taken = Array.from({ length: 22 }, () => ask(stranger));
  await expect(ask(stranger)).rejects.toMatchObject({ status: 429, params: { seconds: 3 } });
  taken.push(ask('192.0.2.7'), ...Array.from({ length: 100 }, () => ask(member)));
  await expect(Promise.all(taken)).resolves.toHaveLength(123);
});
