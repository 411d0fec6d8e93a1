import { execFile } from 'node:child_process';
import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

// The clone is made up; npm and Vite are stand-ins that note each call and leave behind what the real ones would.
const npm = `
const fs = require('node:fs');
fs.appendFileSync('calls', 'npm ' + process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(1);
const until = Date.now() + 500;
while (Date.now() < until);
fs.mkdirSync('node_modules', { recursive: true });
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;
const vite = `
const fs = require('node:fs');
fs.appendFileSync('../calls', 'vite\\n');
if (process.env.VITE_FAILS) process.exit(1);
const out = process.argv[process.argv.indexOf('--outDir') + 1];
fs.mkdirSync(out, { recursive: true });
fs.copyFileSync('src/main.tsx', out + '/index.html');
`;

let root: string;

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function lock(version: string): string {
  return JSON.stringify({
    packages: {
      '': { name: 'made-up' },
      'node_modules/here': { resolved: 'here', link: true },
      'node_modules/left': { version },
      'node_modules/for-another-system': { version, optional: true },
    },
  });
}

async function makeClone(): Promise<void> {
  root = await mkdtemp(join(tmpdir(), 'innermost prepare '));
  await mkdir(join(root, 'tools'));
  await copyFile(join(import.meta.dirname, 'prepare.mjs'), join(root, 'tools/prepare.mjs'));
  await write('package-lock.json', lock('1.0.0'));
  await write('npm.js', npm);
  await write('calls', '');
  for (const folder of ['web', 'client', 'protocol', 'tools/words']) await mkdir(join(root, folder));
}

async function addWebClient(): Promise<void> {
  await write('web/vite.config.ts', '');
  await write('web/src/main.tsx', 'first');
  await write('protocol/src/routes.ts', 'routes');
  await write('node_modules/vite/bin/vite.js', vite);
}

interface Outcome {
  code: number;
  output: string;
}

function prepare(purpose = 'start', env: Record<string, string> = {}): Promise<Outcome> {
  const options = { cwd: root, env: { ...process.env, npm_execpath: join(root, 'npm.js'), ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['tools/prepare.mjs', purpose], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

/** What was called since the last look. */
async function calls(): Promise<string[]> {
  const text = await readFile(join(root, 'calls'), 'utf8');
  await write('calls', '');
  return text.split('\n').filter(Boolean);
}

const install = expect.stringMatching(/^npm ci --ignore-scripts /);

afterEach(() => rm(root, { recursive: true, force: true }));

test('dependencies are installed once, and again when the lock or the platform changes', async () => {
  await makeClone();
  expect(await prepare()).toMatchObject({ code: 0 });
  expect(await calls()).toEqual([install]);
  expect(await prepare()).toMatchObject({ code: 0 });
  expect(await calls()).toEqual([]);

  await write('package-lock.json', lock('2.0.0'));
  await prepare();
  expect(await calls()).toEqual([install]);

  await write('node_modules/.innermost-installed', 'another-system 0\n');
  await prepare();
  expect(await calls()).toEqual([install]);
});

test('what was installed by hand is taken as it is, if it is what the lock says', async () => {
  await makeClone();
  const installed = (version: string) => JSON.stringify({ packages: { 'node_modules/left': { version } } });
  await write('node_modules/.package-lock.json', installed('1.0.0'));
  await prepare();
  expect(await calls()).toEqual([]);

  await rm(join(root, 'node_modules/.innermost-installed'));
  await write('node_modules/.package-lock.json', installed('0.9.0'));
  await prepare();
  expect(await calls()).toEqual([install]);
});

test('a failed installation is one sentence, and is tried again the next time', async () => {
  await makeClone();
  const failed = await prepare('start', { NPM_FAILS: '1' });
  expect(failed.code).toBe(1);
  expect(failed.output).toMatch(/could not be installed .*: check the network and the free disk space/);
  await calls();
  expect(await prepare()).toMatchObject({ code: 0 });
  expect(await calls()).toEqual([install]);
});

test('two at once install once, and a lock that a crash left is no obstacle', async () => {
  await makeClone();
  const both = await Promise.all([prepare(), prepare()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(await calls()).toEqual([install]);

  await rm(join(root, 'node_modules'), { recursive: true });
  await write('.prepare/lock', '1');
  await utimes(join(root, '.prepare/lock'), 0, 0);
  expect(await prepare()).toMatchObject({ code: 0 });
  expect(await calls()).toEqual([install]);
});

test('the web client is built when its sources or those it shares change, and not for a check', async () => {
  await makeClone();
  await prepare();
  await addWebClient();
  await calls();
  await prepare('check');
  expect(await calls()).toEqual([]);
  await prepare();
  expect(await calls()).toEqual(['vite']);
  expect(await readFile(join(root, 'web/dist/index.html'), 'utf8')).toBe('first');

  await write('web/src/main.test.tsx', 'a test changes nothing');
  await prepare();
  expect(await calls()).toEqual([]);
  await write('web/src/main.tsx', 'second');
  await prepare();
  await appendFile(join(root, 'protocol/src/routes.ts'), 'one more');
  await prepare();
  await write('tools/words/messages.ts', 'how texts are compiled');
  await prepare();
  expect(await calls()).toEqual(['vite', 'vite', 'vite']);
  expect(await readFile(join(root, 'web/dist/index.html'), 'utf8')).toBe('second');
});

test('a build that fails leaves the last one in place', async () => {
  await makeClone();
  await prepare();
  await addWebClient();
  await prepare();
  await write('web/src/main.tsx', 'second');
  const failed = await prepare('start', { VITE_FAILS: '1' });
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('The web client could not be built');
  expect(await readFile(join(root, 'web/dist/index.html'), 'utf8')).toBe('first');
});
