import { expect, test } from 'vitest';
import { readListenAddress } from './listen-address.ts';

test.each([
  [':8065', undefined, 8065],
  ['127.0.0.1:80', '127.0.0.1', 80],
  [' localhost:0 ', 'localhost', 0],
  ['[::1]:8067', '::1', 8067],
])('%s', (text, host, port) => {
  expect(readListenAddress(text, 'ServiceSettings.ListenAddress')).toEqual({ host, port });
});

test.each(['8065', ':', ':70000', '::1:80', 'http://x:80'])('%s is refused, and the setting named', (text) => {
  expect(() => readListenAddress(text, 'MetricsSettings.ListenAddress')).toThrow(
    /correct MetricsSettings\.ListenAddress \(MM_METRICSSETTINGS_LISTENADDRESS\)/,
  );
});
