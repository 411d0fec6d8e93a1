import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

test('without variables there is the folder ./data, the embedded database, and the configuration in it', () => {
  expect(readEnvironment({})).toEqual({
    dataDir: './data',
    allowedDirs: [],
    configFile: undefined,
    dataSource: undefined,
    openSetup: false,
    variables: {},
  });
});

test('each variable is read, and an empty one counts as not set', () => {
  const variables = {
    INNERMOST_DATA_DIR: '/srv/chat',
    INNERMOST_ALLOWED_DIRS: '/srv/files:/var/log/chat',
    INNERMOST_OPEN_SETUP: 'true',
    MM_CONFIG: 'config.json',
    MM_SQLSETTINGS_DATASOURCE: 'postgres://a/b',
  };
  expect(readEnvironment(variables)).toEqual({
    dataDir: '/srv/chat',
    allowedDirs: ['/srv/files', '/var/log/chat'],
    configFile: 'config.json',
    dataSource: 'postgres://a/b',
    openSetup: true,
    variables,
  });
  const empty = { INNERMOST_DATA_DIR: '', MM_CONFIG: '', MM_SQLSETTINGS_DATASOURCE: '' };
  expect(readEnvironment(empty)).toMatchObject({ dataDir: './data', configFile: undefined, dataSource: undefined });
});

test('a database address as MM_CONFIG names the database, unless another variable does', () => {
  const variables = { MM_CONFIG: 'postgres://a/b' };
  expect(readEnvironment(variables)).toMatchObject({ configFile: undefined, dataSource: 'postgres://a/b' });
  const both = { ...variables, MM_SQLSETTINGS_DATASOURCE: 'postgres://c/d' };
  expect(readEnvironment(both)).toMatchObject({ configFile: undefined, dataSource: 'postgres://c/d' });
});
