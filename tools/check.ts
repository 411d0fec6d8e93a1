// Every check of the repository: `npm run check`, and with --all the browser tests too. Goes on after a failure, so
// that one run names everything. Its last line is `N passed, N failed`: tests, and each other check that failed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.prepare');

interface Check {
  name: string;
  command: string[];
  /** The check is left out, with a note, while this file does not exist. */
  needs?: string;
}

/** Each on its own, without a word unless it fails. */
const checks: Check[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'web types', command: ['tsc', '-p', 'web/tsconfig.json'], needs: 'web/vite.config.ts' },
  { name: 'lint', command: ['oxlint'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'boundaries', command: ['node', 'tools/boundaries.ts'], needs: 'tools/boundaries.ts' },
  { name: 'words', command: ['node', 'tools/words.ts'], needs: 'tools/words.ts' },
  { name: 'dead code', command: ['knip'] },
  { name: 'generated tables', command: ['node', 'tools/generate.ts', '--check'], needs: 'tools/generate.ts' },
];

interface Tests {
  passed: number;
  failed: number;
}

/** Two at a time: each is mostly one thread. Answers the names of those that failed. */
async function runChecks(): Promise<string[]> {
  const failed: string[] = [];
  const queue = checks.filter(({ name, needs }) => {
    const present = !needs || existsSync(join(root, needs));
    if (!present) console.log(`- ${name}: left out, there is no ${needs} yet`);
    return present;
  });
  const work = async (): Promise<void> => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const began = performance.now();
      const { code, output } = await capture(check.command);
      console.log(`${code === 0 ? '✓' : '✗'} ${check.name} ${since(began)}`);
      if (code !== 0) {
        failed.push(check.name);
        console.log(output.trimEnd());
      }
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}

async function runVitest(): Promise<Tests> {
  const file = join(reports, 'vitest.json');
  await rm(file, { force: true });
  const code = await pass(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return read(file, code, (text) => {
    const report: VitestReport = JSON.parse(text);
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  });
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

async function runBrowserTests(): Promise<Tests> {
  if (!existsSync(join(root, 'e2e/journeys'))) {
    console.log('- browser tests: left out, there is no e2e/journeys yet');
    return { passed: 0, failed: 0 };
  }
  const file = join(reports, 'playwright.json');
  await rm(file, { force: true });
  const command = ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'];
  const code = await pass(command, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return read(file, code, (text) => {
    const { stats }: PlaywrightReport = JSON.parse(text);
    // A test that passes only now and then is a failure to look at.
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  });
}

/** The counts in a report; a runner that fails without a failed test (a file that does not load) counts as one. */
async function read(file: string, code: number, parse: (text: string) => Tests): Promise<Tests> {
  const result = existsSync(file) ? parse(await readFile(file, 'utf8')) : { passed: 0, failed: 0 };
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

function capture([command = '', ...args]: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function pass([command = '', ...args]: string[], extra: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...environment(), ...extra },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** With the installed programs first, as npm has it, so that `node tools/check.ts` does the same. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` };
}

function since(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

const started = performance.now();
await mkdir(reports, { recursive: true });
const failedChecks = await runChecks();
const tests = [await runVitest()];
if (process.argv.includes('--all')) tests.push(await runBrowserTests());

const passed = tests.reduce((sum, result) => sum + result.passed, 0);
const failed = tests.reduce((sum, result) => sum + result.failed, failedChecks.length);
if (failedChecks.length > 0) console.log(`\nFailed checks: ${failedChecks.join(', ')}`);
console.log(`\nDone in ${since(started)}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
