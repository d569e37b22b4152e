// usage: node container.mjs FOLDER   (as root, on Debian or Ubuntu with debootstrap and a .NET 10 SDK)
// Carries out the container file on bare Debian roots: each stage in a root of its own, by chroot instead of docker. What
// Microsoft's images hold is taken from the SDK of this machine, bound or copied into the root. Then it looks at the result
// as the container's user: the bridge answers, and the browsers are there.
// What it may be told, lists with spaces between: ORLEANS_RUNTIME and RestoreConfigFile, passed on to the build; BIND, further
// folders that the build needs; TRUST, files of this machine that a network with certificates or mirrors of its own wants in
// every root; PASS, variables for the same; CONNECTION, a PostgreSQL on which the result runs its doctor.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read, stages } from './dockerfile.mjs';

const checkout = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2] ?? fail('usage: node container.mjs FOLDER');
const sdk = dirname(realpathSync(execFileSync('sh', ['-c', 'command -v dotnet'], { encoding: 'utf8' }).trim()));
const run = (program, args, options = {}) => {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', ...options });
  if (status !== 0) fail(`${program} ended with ${error?.message ?? `status ${status}`}`);
};
const mounted = [];
process.on('exit', () => unmount());

if (process.getuid() !== 0) fail('this needs root: chroot and mount');
mkdirSync(folder, { recursive: true });
// What is mounted in a root is the machine's own: a root must not be removed with it.
if (readFileSync('/proc/self/mounts', 'utf8').includes(` ${realpathSync(folder)}/`)) fail(`something is mounted below ${folder}; unmount it first`);
const bare = join(folder, 'bare');
if (!existsSync(join(bare, 'bin', 'sh'))) {
  say('debootstrap ...');
  run('debootstrap', ['--variant=minbase', 'bookworm', bare], { stdio: ['ignore', 'ignore', 'inherit'] });
}
// As the image has them.
writeFileSync(join(bare, 'etc/apt/sources.list'), ['bookworm', 'bookworm-updates'].map(s => `deb http://deb.debian.org/debian ${s} main\n`).join('')
  + 'deb http://deb.debian.org/debian-security bookworm-security main\n');

const roots = {};
for (const stage of stages(read(join(checkout, 'deploy', 'Dockerfile')))) {
  const root = roots[stage.name] = join(folder, stage.name);
  rmSync(root, { recursive: true, force: true });
  run('cp', ['-a', bare, root]);
  say(`stage ${stage.name}, for ${stage.image}`);
  if (stage.image.includes('/dotnet/aspnet:')) take(root, ['dotnet', 'host', 'shared']);
  const state = { root, env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: '/', user: null };
  mount('--bind', '/proc', join(root, 'proc'));
  mount('--bind', '/dev', join(root, 'dev'));
  network(root);
  if (stage.image.includes('/dotnet/sdk:')) {
    bind(sdk, join(root, 'usr/share/dotnet'));
    run('ln', ['-s', '/usr/share/dotnet/dotnet', join(root, 'usr/local/bin/dotnet')]);
    // What .NET needs of the system is in the image, and not in a bare root.
    state.env.HOME = '/root';
    within(state, 'apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates libicu72 libssl3 >/dev/null');
    for (const path of [process.env.RestoreConfigFile && dirname(process.env.RestoreConfigFile), ...listed('BIND')].filter(Boolean)) bind(path, join(root, path));
    if (process.env.RestoreConfigFile) state.env.RestoreConfigFile = process.env.RestoreConfigFile;
  }
  for (const step of stage.steps) carryOut(step, state);
  if (stage.steps.some(s => s.name === 'ENTRYPOINT')) look(state);
  unmount();
}
say('every RUN line worked, and the result runs');

function carryOut({ name, rest }, state) {
  switch (name) {
    case 'ARG': {
      const [key, value] = rest.split('=');
      state.env[key] = process.env[key] ?? value;
      return;
    }
    case 'ENV':
      for (const [, key, value] of rest.matchAll(/(\w+)=(\S+)/g)) state.env[key] = value.replace(/\$(\w+)/g, (_, n) => state.env[n] ?? '');
      return;
    case 'WORKDIR':
      state.cwd = rest;
      mkdirSync(join(state.root, rest), { recursive: true });
      return;
    case 'USER':
      state.user = rest;
      return;
    case 'COPY':
      return copy(rest, state);
    case 'RUN':
      say(`RUN ${rest.replace(/\s+/g, ' ')}`);
      return within(state, rest);
  }
}

function copy(rest, { root, cwd }) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith('--from=') ? roots[words.shift().slice(7)] : checkout;
  const target = words.pop();
  const into = join(root, target.startsWith('/') ? target : join(cwd, target));
  for (const word of words) {
    const many = words.length > 1 || target.endsWith('/');
    const to = many ? join(into, word.split('/').at(-1)) : into;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(from, word), to, { recursive: true, verbatimSymlinks: true, filter: path => from !== checkout || !/\/(bin|obj)$/.test(path) });
  }
}

function look(state) {
  say('as the container\'s user');
  within(state, 'id; bridge --help | head -3; chromium --version; firefox-esr --version; node --version; /app/.playwright/node/*/node --version; test ! -w /app && touch /data/it-is-writable');
  if (process.env.CONNECTION) {
    state.env.ConnectionStrings__Bridge = process.env.CONNECTION;
    within(state, 'bridge doctor');
  }
}

function within({ root, env, cwd, user }, command) {
  const passed = Object.fromEntries(listed('PASS').map(name => [name, process.env[name]]));
  const words = ['-i', ...Object.entries({ ...passed, ...env, DEBIAN_FRONTEND: 'noninteractive' }).map(([k, v]) => `${k}=${v}`)];
  const who = user ? [`--userspec=${user}`] : [];
  run('env', [...words, 'chroot', ...who, root, 'sh', '-ec', `cd ${cwd}\n${command}`]);
}

function take(root, names) {
  for (const name of names) cpSync(join(sdk, name), join(root, 'usr/share/dotnet', name), { recursive: true });
}

// Names, and whom to trust: as docker gives them to its containers.
function network(root) {
  cpSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
  cpSync('/etc/hosts', join(root, 'etc/hosts'));
  for (const file of listed('TRUST')) run('sh', ['-c', 'tar -C / -ch "${1#/}" | tar -C "$2" -x', 'sh', file, root]);
}

function bind(from, to) {
  mkdirSync(to, { recursive: true });
  mount('--bind', from, to);
}

function mount(...args) {
  run('mount', args);
  mounted.push(args.at(-1));
}

function unmount() {
  for (const path of mounted.splice(0).reverse()) run('umount', ['-l', path]);
}

function listed(variable) {
  return (process.env[variable] ?? '').split(' ').filter(Boolean);
}

function say(text) {
  console.log(`== ${text}`);
}

function fail(text) {
  console.error(text);
  process.exit(2);
}
