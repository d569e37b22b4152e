// Kubernetes' and KEDA's JSON schemas out of their pinned npm packages, made strict: as kubectl does, a field that the schema
// does not know is refused.
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
const folderOf = (name, from = require) => dirname(from.resolve(name));
const source = /const schema = (\{[\s\S]*?\n\});/;
const registered = /register\)?\("([^"]+)", schema\)|const schemaId = "([^"]+)"/;

// IntOrString and Quantity say 'format', which ajv need not know.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

function load(folder) {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder).filter(f => f.endsWith('.js'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const schema = source.exec(text);
    const id = registered.exec(text);
    if (!schema || !id) continue;
    const name = `${id[1] ?? id[2]}#`;
    if (!ajv.getSchema(name)) ajv.addSchema(strict(JSON.parse(schema[1])), name);
  }
}

function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === 'enum' || key === 'required' ? value : strict(value)]));
  const open = copy.additionalProperties !== undefined || copy['x-kubernetes-preserve-unknown-fields'];
  if (copy.type === 'object' && typeof copy.properties === 'object' && !open) copy.additionalProperties = false;
  return copy;
}

const kubernetes = folderOf('kubernetes-models');
load(join(folderOf('@kubernetes-models/apimachinery', createRequire(join(kubernetes, 'index.js'))), '_schemas'));
load(join(kubernetes, '_schemas'));
load(join(folderOf('@kubernetes-models/keda'), 'keda.sh', 'v1alpha1'));

const groups = { '': 'core', 'rbac.authorization.k8s.io': 'rbac', 'networking.k8s.io': 'networking' };

function idOf({ apiVersion, kind }) {
  const [version, group = ''] = apiVersion.split('/').reverse();
  if (group === 'keda.sh') return `keda.sh.${version}.${kind}#`;
  return `io.k8s.api.${groups[group] ?? group.replace('.k8s.io', '')}.${version}.${kind}#`;
}

export function problems(resource) {
  const validate = ajv.getSchema(idOf(resource));
  if (!validate) return [`there is no schema of ${resource.apiVersion} ${resource.kind}`];
  if (validate(resource)) return [];
  // A part that may be null is 'one of' two: that neither matched says nothing.
  const telling = validate.errors.filter(e => e.keyword !== 'oneOf' && !(e.keyword === 'type' && e.params.type === 'null'));
  return telling.map(e => `${e.instancePath || '/'} ${e.message}${e.params.additionalProperty ? ` '${e.params.additionalProperty}'` : ''}`);
}
