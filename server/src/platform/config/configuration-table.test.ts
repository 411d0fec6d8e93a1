import { expect, test } from 'vitest';
import { configurationTable } from './configuration-table.ts';
import { declared } from './tree.ts';

const readers = new Map([['ServiceSettings.SessionIdleTimeoutInMinutes', ['posts', 'sessions']]]);

test('every setting has one row, with its variable, type, default, areas and meaning', () => {
  const lines = configurationTable(readers).split('\n');
  const rows = lines.filter((line) => /^\| `[^|]+` \| `MM_[A-Z0-9_]+` \|/.test(line));
  expect(rows).toHaveLength(declared.length);
  expect(rows).toContain(
    '| `ListenAddress` | `MM_SERVICESETTINGS_LISTENADDRESS` | listen address | `:8065` | restart |  | Address and port on which the server listens. |',
  );
  expect(rows).toContain(
    '| `SessionIdleTimeoutInMinutes` | `MM_SERVICESETTINGS_SESSIONIDLETIMEOUTINMINUTES` | 5 to 5258880 minutes, or 0 | `43200` | now | posts, sessions | Unused sessions end after this many minutes, if they are not extended. |',
  );
  expect(rows).toContain(
    '| `GlobalRelaySettings.SMTPPassword` | `MM_MESSAGEEXPORTSETTINGS_GLOBALRELAYSETTINGS_SMTPPASSWORD` | text |  | – |  | Password at Global Relay. **Secret.** |',
  );
  const cells = (line: string) => line.split(/(?<!\\)\|/).length;
  expect(new Set(rows.map(cells))).toEqual(new Set([9]));
});

test('the page is the same each time, for a check can only compare', () => {
  expect(configurationTable(readers)).toBe(configurationTable(readers));
});
