// Makes a clone ready for what the npm script named in the first argument does next: dependencies as locked, the
// web client as built from the current sources. Does nothing, and writes nothing, when all is fresh.
// Plain JavaScript without dependencies, because it runs before they are there, on any Node from 20.19 on.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = join(root, '.prepare');
const modules = join(root, 'node_modules');
const inputsNote = '.built-from';

const caller = process.ppid;
let running;

/** A cause and a remedy for whoever typed the command. */
class Refusal extends Error {}

const steps = {
  start: [installDependencies, checkRuntime, buildWebClient],
  test: [installDependencies, checkRuntime, buildWebClient],
  check: [installDependencies, checkRuntime],
  build: [installDependencies, checkRuntime, buildWebClient],
};

try {
  await prepare(process.argv[2] ?? 'start');
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(error instanceof Refusal ? error.message : (sentenceFor(error) ?? error.stack));
  process.exit(1);
}

async function prepare(purpose) {
  if (!(purpose in steps))
    throw new Refusal(`tools/prepare.mjs knows ${Object.keys(steps).join(', ')}, not ${purpose}.`);
  if (!isAtLeast(process.versions.node, [20, 19])) {
    throw new Refusal(
      `Innermost is set up by Node 20.19 or newer, and this is ${process.version}: install a newer Node.`,
    );
  }
  endTogether();
  for (const step of steps[purpose]) await step();
}

// --- dependencies

async function installDependencies() {
  if (dependenciesAreFresh()) return;
  await alone('install', async () => {
    if (dependenciesAreFresh()) return;
    accessSync(root, constants.W_OK);
    const first = existsSync(modules) ? 'they changed' : 'once, about a minute';
    const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
    const args = [
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--prefer-offline',
      '--loglevel=error',
    ];
    const code = await runWithProgress(`Installing the locked dependencies (${first})`, [...npm, ...args], root);
    if (code !== 0) {
      throw new Refusal(
        `The dependencies could not be installed (npm's reason is above): check the network and the free disk space, then run the command again.`,
      );
    }
    writeStamp();
  });
}

function stamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
}

function writeStamp() {
  writeFileSync(join(modules, '.innermost-installed'), stamp());
}

/** Also takes what was installed by hand, if it is what the lock says. */
function dependenciesAreFresh() {
  const noted = readIfThere(join(modules, '.innermost-installed'));
  if (noted === stamp()) return true;
  if (noted && !noted.startsWith(`${process.platform}-${process.arch} `)) return false;
  if (!installedAsLocked()) return false;
  try {
    writeStamp();
  } catch {
    // A read-only installation is compared anew each time.
  }
  return true;
}

/** npm notes what it installed in a lock file of its own, as the last thing it does. */
function installedAsLocked() {
  const note = readIfThere(join(modules, '.package-lock.json'));
  if (!note) return false;
  const installed = JSON.parse(note).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/') || link) return true;
    const has = installed[path];
    return has ? has.version === version : Boolean(optional);
  });
}

// --- web client

async function buildWebClient() {
  const web = join(root, 'web');
  if (!existsSync(join(web, 'vite.config.ts'))) {
    console.log('There is no web client to build yet.');
    return;
  }
  if (webClientIsFresh()) return;
  await alone('web client', async () => {
    if (webClientIsFresh()) return;
    const inputs = webInputs();
    const built = join(work, 'web');
    const vite = join(modules, 'vite', 'bin', 'vite.js');
    const command = [runtime(), vite, 'build', '--outDir', built, '--emptyOutDir', '--logLevel', 'warn'];
    const code = await runWithProgress('Building the web client', command, web);
    if (code !== 0) {
      throw new Refusal('The web client could not be built: correct what is named above, then run the command again.');
    }
    writeFileSync(join(built, inputsNote), inputs);
    // Swapped in whole, so that a server that runs from this folder never serves half of it.
    const replaced = join(work, 'web-replaced');
    rmSync(replaced, { recursive: true, force: true });
    if (existsSync(join(web, 'dist'))) renameSync(join(web, 'dist'), replaced);
    renameSync(built, join(web, 'dist'));
    rmSync(replaced, { recursive: true, force: true });
  });
}

function webClientIsFresh() {
  return readIfThere(join(root, 'web', 'dist', inputsNote)) === webInputs();
}

/** A hash over everything the build reads. */
function webInputs() {
  const hash = createHash('sha256');
  for (const folder of ['web', 'client', 'protocol', 'tools/words']) {
    for (const file of filesUnder(join(root, folder)))
      hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : filesUnder(path);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    });
}

// --- the Node that runs everything after this

/** The pinned one; npm puts it first in its scripts' PATH. */
function runtime() {
  const pinned = join(modules, '.bin', 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

function checkRuntime() {
  const { stdout, error } = spawnSync(runtime(), ['--version'], { encoding: 'utf8' });
  if (stdout && isAtLeast(stdout.trim().slice(1), [24, 0])) return;
  throw new Refusal(
    error || !stdout
      ? `The Node that comes with Innermost cannot run on this system (${error?.message ?? 'it printed nothing'}): use a Linux with glibc, or macOS.`
      : `Innermost runs on Node 24 or newer, none comes with it for ${process.platform}-${process.arch}, and yours is ${process.version}: install Node 24.`,
  );
}

// --- tools of this file

/** Runs `task` while no other process prepares this clone. The lock is alive as long as its time is kept fresh. */
async function alone(name, task) {
  const lock = join(work, 'lock');
  mkdirSync(work, { recursive: true });
  for (let waited = 0; !takeLock(lock); waited += 1) {
    if (waited === 0) console.log(`Waiting for another process that prepares this folder (${name}) …`);
    await sleep(200);
  }
  const heartbeat = setInterval(() => utimesSync(lock, new Date(), new Date()), 1000);
  const free = () => rmSync(lock, { force: true });
  process.once('exit', free);
  try {
    await task();
  } finally {
    clearInterval(heartbeat);
    process.removeListener('exit', free);
    free();
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > 10_000) rmSync(lock, { force: true });
  return false;
}

/** What runs for this process ends with it, and this process with the shell that npm has it run in. */
function endTogether() {
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
    process.once(signal, () => {
      // npm would go on to the end; what is half done is done again the next time.
      running?.kill('SIGKILL');
      process.exit(128 + number);
    });
  }
  // npm hands a signal to that shell only.
  setInterval(() => process.ppid === caller || process.kill(process.pid, 'SIGTERM'), 500).unref();
}

/** Answers the exit code. What is awaited, and that it goes on, shows on a terminal and in a log alike. */
async function runWithProgress(title, [command, ...args], cwd) {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  console.log(`${title} …`);
  const ticking = setInterval(() => console.log(`  … ${seconds()}`), 10_000);
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
      running = child;
      child.on('error', reject);
      child.on('exit', resolve);
    });
    if (code === 0) console.log(`  done in ${seconds()}`);
    return code;
  } finally {
    clearInterval(ticking);
  }
}

function sentenceFor(error) {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The folder ${root} is not writable for this user (${error.code} at ${error.path}): change its owner, or run as the user it belongs to.`;
    case 'ENOSPC':
      return `The disk that holds ${root} is full: free some space, then run the command again.`;
    default:
      return undefined;
  }
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function isAtLeast(version, [major, minor]) {
  const [thisMajor = 0, thisMinor = 0] = version.split('.').map(Number);
  return thisMajor > major || (thisMajor === major && thisMinor >= minor);
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
