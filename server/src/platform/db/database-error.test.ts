import { createServer } from 'node:net';
import { expect, inject, test } from 'vitest';
import { openDatabase } from './database.ts';
import { DatabaseRefused, describeDatabaseError } from './database-error.ts';

/** What a person is told about the first statement on this URL, with `change` made to the right one. */
async function described(change: (url: URL) => void): Promise<{ reason: string; sentence: string }> {
  const url = new URL(inject('testDatabase').url);
  change(url);
  try {
    const database = openDatabase({ url: url.href, maxConnections: 1 });
    await database.db.selectFrom('posts').select('id').execute();
    throw new Error('The statement should not have succeeded.');
  } catch (error) {
    return describeDatabaseError(error, url.href);
  }
}

test('a wrong password, user or database name is told apart', async () => {
  expect(await described((url) => (url.password = 'wrong-one'))).toMatchObject({ reason: 'wrong-password' });
  expect(await described((url) => (url.username = 'nobody'))).toMatchObject({ reason: 'wrong-password' });
  const absent = await described((url) => (url.pathname = '/absent'));
  expect(absent).toMatchObject({ reason: 'no-such-database' });
  expect(absent.sentence).toMatch(/\/absent has no such database .*: create it/);
});

test('a database that cannot be reached is named without its password', async () => {
  const nowhere = 'postgres://ann:hidden@127.0.0.1:1/chat?sslmode=disable';
  const { reason, sentence } = await described((url) => (url.href = nowhere));
  expect(reason).toBe('unreachable');
  expect(sentence).toContain('at 127.0.0.1:1/chat cannot be reached');
  expect(sentence).not.toContain('hidden');
  expect(await described((url) => url.searchParams.set('host', '/no/such/folder'))).toMatchObject({
    reason: 'unreachable',
  });
});

test('something that is no PostgreSQL, or never answers, is unreachable', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const url = `postgres://ann@127.0.0.1:${port}/chat?sslmode=disable&connect_timeout=1`;
  expect(await described((target) => (target.href = url))).toMatchObject({ reason: 'unreachable' });
  silent.close();
});

test('a connection that pg_hba.conf refuses is not blamed on the password', () => {
  const message = 'no pg_hba.conf entry for host "10.0.0.9", user "ann", database "chat", no encryption';
  const { reason, sentence } = describeDatabaseError(Object.assign(new Error(message), { code: '28000' }));
  expect(reason).toBe('not-admitted');
  expect(sentence).toContain("allow it in the server's pg_hba.conf");
});

test('errors of PostgreSQL and of this program keep their reasons', () => {
  const ofServer = (code: string) => describeDatabaseError(Object.assign(new Error('said'), { code })).reason;
  expect(ofServer('53100')).toBe('disk-full');
  expect(ofServer('53300')).toBe('too-many-connections');
  expect(ofServer('57P03')).toBe('starting');
  expect(ofServer('42501')).toBe('not-permitted');
  expect(ofServer('25006')).toBe('read-only');
  expect(ofServer('SELF_SIGNED_CERT_IN_CHAIN')).toBe('tls');
  expect(ofServer('23505')).toBe('unknown');
  const { sentence } = describeDatabaseError(Object.assign(new Error('said'), { code: '53300' }));
  expect(sentence).toContain('lower MM_SQLSETTINGS_MAXOPENCONNS');
  expect(describeDatabaseError(new DatabaseRefused('too-old', 'Too old.'))).toEqual({
    reason: 'too-old',
    sentence: 'Too old.',
  });
});
