// usage: node manifests.mjs LONGEST_TEST_SECONDS [OVERLAY...]
// Builds each overlay, holds every resource against its schema, and the resources against each other.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { build } from './build.mjs';
import * as references from './references.mjs';
import * as schemas from './schemas.mjs';

const overlays = join(dirname(fileURLToPath(import.meta.url)), '..', 'kubernetes', 'overlays');
const longestTest = Number(process.argv[2]);
const given = process.argv.slice(3);
const found = [];

for (const folder of given.length > 0 ? given : readdirSync(overlays).map(name => join(overlays, name))) {
  const resources = build(folder);
  found.push(
    ...resources.flatMap(r => schemas.problems(r).map(p => `${folder}: ${r.kind} ${r.metadata?.name}: ${p}`)),
    ...[...references.problems(resources), ...references.stops(resources, longestTest)].map(p => `${folder}: ${p}`));
  const others = kubectl(folder);
  if (others && !isDeepStrictEqual(others, resources)) found.push(`${folder}: kubectl's kustomize builds something else`);
  console.log(`${folder}: ${resources.length} resources${others ? ', the same by kubectl' : ''}`);
}

for (const problem of found) console.log(problem);
process.exit(found.length === 0 ? 0 : 1);

// The user's own, where it is there and knows what the manifests need.
function kubectl(folder) {
  try {
    const { kustomizeVersion } = JSON.parse(execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    if (!/^v([5-9]|4\.[1-9])/.test(kustomizeVersion ?? '')) return null;
  } catch {
    return null;
  }
  return build(folder, ['kubectl', 'kustomize']);
}
