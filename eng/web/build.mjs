// Builds src/Outreach.Web once, whoever asks: installs what the lock file says, builds, and leaves a stamp of what it was built from.
// Several builds may run at once (one of a solution, another of the host): one works, the others wait and find it done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../src/Outreach.Web', import.meta.url));
const notInput = new Set(['node_modules', 'dist', 'obj']);
const stamp = join(web, 'obj', 'built');
const installed = join(web, 'node_modules', '.installed');
const lock = join(web, 'obj', 'lock');
const patience = 10 * 60_000;

mkdirSync(join(web, 'obj'), { recursive: true });
await takeLock();
process.on('exit', () => rmSync(lock, { force: true }));

const packages = digest([join(web, 'package-lock.json'), join(web, '.npmrc')]);
if (contentOf(installed) !== packages) {
  npm('ci', '--prefer-offline');
  writeFileSync(installed, packages);
}

const inputs = digest(filesUnder(web));
if (contentOf(stamp) !== inputs || !existsSync(join(web, 'dist'))) {
  rmSync(join(web, 'dist'), { recursive: true, force: true });
  npm('run', 'build');
}

// Written even when nothing had to be done: its time tells MSBuild that all is newer than the inputs.
writeFileSync(stamp, inputs);

async function takeLock() {
  for (const end = Date.now() + patience; Date.now() < end; await delay(200)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }

      dropDeadLock();
    }
  }

  fail(`Another build holds ${relative(process.cwd(), lock)}. If none is running, delete that file.`);
}

/** A build that was killed leaves its lock behind. */
function dropDeadLock() {
  const owner = Number(contentOf(lock));
  if (owner > 0 && !isRunning(owner)) {
    rmSync(lock, { force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function npm(...words) {
  // On Windows npm is a script, which needs a shell; the words are ours.
  const result = spawnSync('npm', [...words, '--loglevel=error'], { cwd: web, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    fail(`npm ${words.join(' ')} failed in src/Outreach.Web${result.error === undefined ? '' : `: ${result.error.message}`}.`);
  }
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !notInput.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(relative(web, file)).update('\0').update(readFileSync(file)).update('\0');
  }

  return hash.digest('hex');
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function fail(message) {
  console.error(`eng/web/build.mjs : error OUTREACH004: ${message}`);
  process.exit(1);
}
