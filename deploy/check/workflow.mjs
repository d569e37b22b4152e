// usage: node workflow.mjs FILE...
// Holds GitHub workflows against their schema.
import { readFileSync } from 'node:fs';
import validator from '@action-validator/core';

let clean = true;
for (const file of process.argv.slice(2)) {
  const { errors } = validator.validateWorkflow(readFileSync(file, 'utf8'));
  for (const e of errors) console.log(`${file}: ${e.path ?? ''} ${e.title}${e.detail ? `: ${e.detail}` : ''}`);
  clean &&= errors.length === 0;
}
process.exit(clean ? 0 : 1);
