import { expect, test } from 'vitest';
import { readConnectionUrl } from './connection-settings.ts';

test('reads an address as libpq does', () => {
  const { config } = readConnectionUrl('postgresql://ann%40x:p%2Fw%3A1@db.example:5433/chat?connect_timeout=3');
  expect(config).toMatchObject({
    user: 'ann@x',
    password: 'p/w:1',
    host: 'db.example',
    port: 5433,
    database: 'chat',
    connectionTimeoutMillis: 3000,
    application_name: 'innermost',
  });
  expect(readConnectionUrl('postgres://[::1]:5433/chat').config).toMatchObject({ host: '::1', port: 5433 });
  expect(readConnectionUrl('postgres:///chat').config).toMatchObject({ host: 'localhost', database: 'chat' });
});

test('a Unix socket is never encrypted', () => {
  for (const url of ['postgres://ann@/chat?host=/run/pg', 'postgres:///chat?user=ann&host=/run/pg&sslmode=require']) {
    const { config, tls } = readConnectionUrl(url);
    expect(config).toMatchObject({ host: '/run/pg', user: 'ann', database: 'chat' });
    expect(tls).toEqual([false]);
  }
});

test('sslmode means what it means to libpq', () => {
  const choices = (mode: string) => readConnectionUrl(`postgres://h/d?sslmode=${mode}`).tls;
  const unverified = { rejectUnauthorized: false };
  expect(choices('disable')).toEqual([false]);
  expect(choices('allow')).toEqual([false, unverified]);
  expect(choices('prefer')).toEqual([unverified, false]);
  expect(readConnectionUrl('postgres://h/d').tls).toEqual(choices('prefer'));
  expect(choices('require')).toEqual([unverified]);
  const [authorityOnly] = choices('verify-ca');
  expect(authorityOnly).toHaveProperty('checkServerIdentity');
  expect(authorityOnly).not.toHaveProperty('rejectUnauthorized');
  expect(choices('verify-full')).toEqual([{}]);
  expect(() => choices('maybe')).toThrow(/sslmode is none of/);
});

test('settings of the session in the URL reach the server, parameters of other drivers do not', () => {
  const { config } = readConnectionUrl(
    'postgres://h/d?search_path=a%20b&binary_parameters=yes&options=-c%20work_mem%3D8MB',
  );
  expect(config.options).toBe('-c work_mem=8MB -c search_path=a\\ b');
});

test.for(['http://h/d', 'h/d', 'postgres://ann:100%zz@h/d', 'postgres://h:port/d'])('%s is refused', (url) => {
  // The whole message, so that no part of a password can be in it.
  expect(() => readConnectionUrl(url)).toThrow(
    /^The database address in SqlSettings\.DataSource \(MM_SQLSETTINGS_DATASOURCE\) cannot be used: it (is not a valid URL \(special .* %XX\)|does not begin with postgres:\/\/)\.$/,
  );
});
