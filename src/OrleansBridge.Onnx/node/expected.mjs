// Runs models with onnxruntime-node, an ONNX Runtime that shares no code path with the pages under test.
// usage: node expected.mjs JOB.json
// JOB: {ort, runs: [{model, inputs: [{name, type, dims, file}], output_folder}]}; the same form of the outputs goes to standard output.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ort = createRequire(import.meta.url)(job.ort);

const arrays = {
  float32: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  bool: Uint8Array,
};

const read = ({ type, dims, file }) => {
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return new ort.Tensor(type, new arrays[type](buffer), dims);
};

const write = (name, { type, dims, data }, folder, index) => {
  const file = join(folder, `output_${index}.bin`);
  writeFileSync(file, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return { name, type, dims, file };
};

const sessions = new Map();
const results = [];
for (const run of job.runs) {
  if (!sessions.has(run.model)) {
    // Without optimisation, so that what is compared with is the graph as written.
    sessions.set(run.model, await ort.InferenceSession.create(run.model, { graphOptimizationLevel: 'disabled' }));
  }

  const session = sessions.get(run.model);
  const outputs = await session.run(Object.fromEntries(run.inputs.map((input) => [input.name, read(input)])));
  results.push(session.outputNames.map((name, index) => write(name, outputs[name], run.output_folder, index)));
}

process.stdout.write(JSON.stringify(results));
