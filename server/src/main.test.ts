import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

it('keeps what was compiled beside the modules, for the next start', async () => {
  const say = "process.on('exit', () => console.log('compiled: ' + getCompileCacheDir()))";
  const script = encodeURIComponent(`import { getCompileCacheDir } from 'node:module'; ${say}`);
  const env = {
    ...process.env,
    NODE_OPTIONS: `--import=data:text/javascript,${script}`,
    // Refused once all modules are loaded, and before anything is made.
    INNERMOST_DATA_DIR: '/dev/null/data',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  expect(await text(child.stdout)).toMatch(/^compiled: .*node_modules.\.cache.innermost/m);
});
