// One run: session (warm or new), every data set, timed iterations. Answers with timings and outputs; never throws.
import { toTensor, fromTensor } from './tensors.js';
import { warm, keep, resident } from './sessions.js';
import { listen, takeErrors } from './console.js';
import { readPlacement } from './placement.js';
import { deviceState } from './device.js';

export async function execute(ort, { header, blob }) {
  const result = { id: header.id, stage: 'fetch', sets: [] };
  const blobs = [];
  const state = { session: null, model: null, external: null, placementLines: null };
  const started = performance.now();
  try {
    const key = `${header.model.key}/${header.backend}`;
    state.session = header.cacheBytes > 0 ? warm(key) : null;
    result.warm = state.session !== null;
    if (!state.session) {
      state.model = await bytesOf(header.model, blob);
      state.external = await Promise.all((header.external ?? []).map(async e => ({ path: e.path, data: await bytesOf(e, blob) })));
      result.fetchMs = performance.now() - started;
      result.stage = 'create';
      const begun = performance.now();
      if (header.placement === 'inline') {
        const { value, lines } = await listen(() => create(ort, header, state, true));
        state.session = value;
        state.placementLines = lines;
      } else {
        state.session = await create(ort, header, state, false);
      }
      result.createMs = performance.now() - begun;
    }
    result.stage = 'run';
    await runSets(ort, header, blob, state.session, result, blobs);
    result.stage = 'done';
  } catch (e) {
    result.error = String(e?.message ?? e).slice(0, 4000);
  }
  const device = deviceState();
  Object.assign(result, { deviceLost: device.lost, adapter: device.adapter, consoleErrors: takeErrors(), heapBytes: performance.memory?.usedJSHeapSize ?? null });
  return { result, blobs, state };
}

// What need not be done before the outputs are on their way.
export async function settle(ort, header, state, failed) {
  let nodes = state.placementLines ? readPlacement(state.placementLines, header.backend) : null;
  if (!failed && header.placement === 'extra' && state.model) {
    const { value, lines } = await listen(() => create(ort, header, state, true));
    nodes = readPlacement(lines, header.backend);
    await value.release();
  }
  if (state.session && state.model) {
    if (failed || header.cacheBytes === 0) await state.session.release();
    else await keep(`${header.model.key}/${header.backend}`, state.session, header.model.bytes, header.cacheBytes);
  }
  return { nodes, resident: resident() };
}

async function runSets(ort, header, blob, session, result, blobs) {
  for (const [index, set] of header.sets.entries()) {
    const feeds = {};
    for (const input of set.inputs) feeds[input.name] = toTensor(ort, input, blob(input.blob));
    const begun = performance.now();
    const outputs = await session.run(feeds);
    const read = await Promise.all(session.outputNames.filter(n => n in outputs).map(n => fromTensor(n, outputs[n])));
    if (index === 0) {
      result.firstRunMs = performance.now() - begun;
      await iterate(session, feeds, header, result);
    }
    result.sets.push(read.map(({ spec, bytes }) => ({ ...spec, blob: blobs.push(bytes) - 1 })));
  }
}

async function iterate(session, feeds, { warmup, iterations }, result) {
  if (warmup === 0 && iterations <= 1) return;
  result.runMs = [];
  for (let i = -warmup; i < iterations; i++) {
    const begun = performance.now();
    const outputs = await session.run(feeds);
    for (const name in outputs) await outputs[name].getData();
    if (i >= 0) result.runMs.push(performance.now() - begun);
  }
}

function create(ort, header, { model, external }, verbose) {
  const provider = header.backend === 'webnn' ? { name: 'webnn', deviceType: header.webnnDevice } : header.backend;
  const options = { executionProviders: [provider] };
  if (external.length > 0) options.externalData = external;
  if (verbose) options.logSeverityLevel = 0;
  return ort.InferenceSession.create(model, options);
}

async function bytesOf({ url, blob: index }, blob) {
  if (index !== undefined) return blob(index);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`fetching ${url} gave ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
