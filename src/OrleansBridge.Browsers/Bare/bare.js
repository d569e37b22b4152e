// The plainest page that does what a test does: fetch a case, create, run, compare. What the bridge is measured against.
import { decode } from './frames.js';
import { toTensor } from './tensors.js';
import { firstDifference } from './compare.js';

const settings = Object.fromEntries(new URLSearchParams(location.search));
const ort = await import(`./../ort/ort.${settings.bundle}.min.mjs`);
ort.env.wasm.numThreads = Number(settings.threads);
const provider = settings.backend === 'webnn' ? { name: 'webnn', deviceType: settings.device } : settings.backend;

globalThis.runCase = async url => {
  let session;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(await response.text());
    const { header, blob } = decode(await response.arrayBuffer());
    const externalData = await Promise.all(header.external.map(async e => ({ path: e.path, data: await bytesOf(e) })));
    const model = header.model.url ? await bytesOf(header.model) : blob(header.model.blob);
    session = await ort.InferenceSession.create(model, { executionProviders: [provider], ...(externalData.length > 0 && { externalData }) });
    for (const set of header.sets) {
      const outputs = await session.run(Object.fromEntries(set.inputs.map(i => [i.name, toTensor(ort, i, blob(i.blob))])));
      for (const wanted of set.expected) {
        const problem = await firstDifference(outputs[wanted.name], toTensor(ort, wanted, blob(wanted.blob)), header.tolerance);
        if (problem) return { outcome: 'Mismatch', reason: `${wanted.name}: ${problem}` };
      }
    }
    return { outcome: 'Passed' };
  } catch (e) {
    return { outcome: 'Failed', reason: String(e?.message ?? e).slice(0, 2000) };
  } finally {
    await session?.release();
  }
};

async function bytesOf({ url }) {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}
