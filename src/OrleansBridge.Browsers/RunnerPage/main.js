// Entry of the runner page. The host speaks to it through evaluate (ready, run, evict); payloads come and go as binary frames over
// one WebSocket, or over HTTP when they are large.
import './console.js';
import './device.js';
import { decode, encode } from './frames.js';
import { execute, settle } from './run.js';
import { evict, resident } from './sessions.js';

const settings = Object.fromEntries(new URLSearchParams(location.search));
const socketLimit = 1 << 16;
const arrived = new Map();
const awaited = new Map();
const socket = new WebSocket(`ws://${location.host}${location.pathname.replace(/runner\.html$/, `pages/${settings.page}`)}`);
socket.binaryType = 'arraybuffer';
socket.onmessage = ({ data }) => take(decode(data));

function take(frame) {
  const id = frame.header.id;
  const waiter = awaited.get(id);
  awaited.delete(id);
  if (waiter) waiter(frame);
  else arrived.set(id, frame);
}

async function payload(id, url) {
  if (url) return decode(await (await fetch(url)).arrayBuffer());
  const frame = arrived.get(id);
  arrived.delete(id);
  return frame ?? new Promise(resolve => awaited.set(id, resolve));
}

async function send(id, frame) {
  if (frame.byteLength <= socketLimit) socket.send(frame);
  // As a blob: the debugger would carry plain bytes along with its notice of the request.
  else await fetch(`outputs/${settings.page}/${id}`, { method: 'POST', body: new Blob([frame]) });
}

async function load() {
  const ort = await import(`./../ort/ort.${settings.bundle}.min.mjs`);
  ort.env.wasm.numThreads = Number(settings.threads);
  if (socket.readyState !== WebSocket.OPEN) await new Promise((ok, bad) => { socket.onopen = ok; socket.onerror = bad; });
  return ort;
}

const loading = load();
let last = Promise.resolve();

globalThis.bridge = {
  ready: async () => {
    const ort = await loading;
    return JSON.stringify({ ortVersion: ort.env.versions.web ?? ort.env.versions.common, isolated: crossOriginIsolated });
  },
  run: control => inTurn(() => run(JSON.parse(control))),
  evict: () => inTurn(async () => {
    await evict();
    return JSON.stringify({ nodes: null, resident: resident() });
  }),
};

// One at a time: a run asked for while the one before still settles waits for it.
function inTurn(action) {
  const turn = last.then(action);
  last = turn.catch(() => {});
  return turn;
}

async function run({ id, url, ...control }) {
  const ort = await loading;
  const frame = await payload(id, url);
  Object.assign(frame.header, control);
  const { result, blobs, state } = await execute(ort, frame);
  if (result.error) document.body.textContent = `${result.stage}: ${result.error}`;
  await send(id, encode(result, blobs));
  try {
    return JSON.stringify(await settle(ort, frame.header, state, result.error !== undefined));
  } catch (e) {
    return JSON.stringify({ nodes: null, resident: [], error: String(e?.message ?? e) });
  }
}
