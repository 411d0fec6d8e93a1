#!/usr/bin/env node
// Runs on any Node from 20.19 on; the command itself needs Node 24, which the install brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
const here = dirname(fileURLToPath(import.meta.url));
const bundled = join(here, '../../node_modules/.bin/node');
const node = Number(process.versions.node.split('.')[0]) >= needed ? process.execPath : bundled;

if (node === bundled && !existsSync(bundled)) {
  console.error(
    `innermost needs Node ${needed}, which is not installed here: run npm install in ${join(here, '../..')}.`,
  );
  process.exit(1);
}

const child = spawn(node, [join(here, '../src/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
// A Ctrl-C reaches the child too, as it is in the same process group; it decides how to end.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`innermost could not start ${node}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
