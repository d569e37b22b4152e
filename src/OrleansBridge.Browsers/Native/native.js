// The native engine: ONNX Runtime under node, run by the same modules as the runner page. The host writes a control (JSON) and
// a frame for each run to standard input, and reads a frame with the outputs and the closing words (JSON) from standard output;
// each message has its length in front. A control that asks to evict has no frame, and its answer is the closing words alone.
// usage: node native.js PACKAGE THREADS PARENT LOG
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { log } from './console.js';
import { decode, encode } from './frames.js';
import { execute, settle } from './run.js';
import { evict, resident } from './sessions.js';

const [ortPackage, threads, parent, logFile] = process.argv.slice(2);
log.open(logFile);

// It dies with whoever started it, however that one died. From a thread of its own: a run occupies this one.
new Worker(
  `setInterval(() => { if (process.ppid !== ${Number(parent)}) process.kill(process.pid, 'SIGKILL'); }, 200)`, { eval: true });

const native = createRequire(import.meta.url)(ortPackage);
const ort = {
  Tensor: native.Tensor,
  InferenceSession: {
    create: (model, options) => native.InferenceSession.create(model, { ...options, intraOpNumThreads: Number(threads) }),
  },
};
performance.memory = { get usedJSHeapSize() { return process.memoryUsage().heapUsed; } };

let base = null;
const fetchAbsolute = globalThis.fetch;
globalThis.fetch = url => fetchAbsolute(new URL(url, base));

const input = messages(process.stdin);
const receive = async () => (await input.next()).value;
const send = bytes => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.byteLength);
  process.stdout.write(length);
  return new Promise(sent => process.stdout.write(bytes, sent));
};
const say = words => send(Buffer.from(JSON.stringify(words)));

await say({ ort: native.env.versions.node, node: process.version });
for (let control; (control = await receive());) {
  const { base: address, evict: evicts, ...rest } = JSON.parse(new TextDecoder().decode(control));
  if (evicts) {
    await evict().catch(() => {});
    await say({ nodes: null, resident: resident() });
    continue;
  }
  base = address;
  const frame = decode(await receive());
  Object.assign(frame.header, rest, { id: frame.header.id });
  const { result, blobs, state } = await execute(ort, frame);
  await send(encode(result, blobs));
  await say(await settle(ort, frame.header, state, result.error !== undefined).catch(() => ({ nodes: null, resident: [] })));
}
process.exit(0);

async function* messages(stream) {
  let buffer = Buffer.alloc(0);
  let wanted = null;
  let parts = [];
  let have = 0;
  for await (const chunk of stream) {
    parts.push(chunk);
    have += chunk.length;
    for (;;) {
      if (have < (wanted ?? 4)) break;
      if (parts.length > 1) parts = [Buffer.concat(parts)];
      buffer = parts[0];
      if (wanted === null) {
        wanted = buffer.readUInt32LE();
        buffer = buffer.subarray(4);
      } else {
        // A copy of its own, aligned, as typed arrays want it.
        yield buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + wanted);
        buffer = buffer.subarray(wanted);
        wanted = null;
      }
      parts = [buffer];
      have = buffer.length;
    }
  }
}
