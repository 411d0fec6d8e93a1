import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { curlFor, hookAddress, samples } from './curl.ts';

test('a shell reads the command as it is meant, quotes and all', () => {
  const message = { ...samples.card, text: `it's "done" $HOME \`x\`` };
  const command = curlFor(hookAddress('http://localhost:8065', 'abc'), message).replace(/^curl/, "printf '%s\\n'");
  // One line per argument of curl, the body last.
  const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\n');
  expect(printed.slice(0, 6)).toEqual([
    '-X',
    'POST',
    'http://localhost:8065/hooks/abc',
    '-H',
    'Content-Type: application/json',
    '-d',
  ]);
  expect(JSON.parse(printed.slice(6).join('\n'))).toEqual(message);
});
