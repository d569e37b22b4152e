// Watches the GPU device and ML context that ONNX Runtime makes for itself: which adapter it is, and whether it was lost.
let adapter = null;
let lost = null;

const describe = info => [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');

if (globalThis.GPUAdapter) {
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    const info = this.info ?? {};
    const fallback = info.isFallbackAdapter ?? this.isFallbackAdapter ?? null;
    adapter = { name: describe(info) || `unnamed ${fallback ? 'software ' : ''}adapter`, fallback };
    device.lost.then(i => { if (i.reason !== 'destroyed') lost = `GPU device lost: ${i.message || i.reason}`; });
    if (/Firefox/.test(navigator.userAgent)) pollWhileMapping(device);
    return device;
  };
}

if (globalThis.ML) {
  const createContext = ML.prototype.createContext;
  ML.prototype.createContext = async function (options, ...rest) {
    const context = await createContext.call(this, options, ...rest);
    adapter = { name: options?.deviceType ?? 'default device', fallback: options?.deviceType === 'cpu' ? true : null };
    context.lost?.then(i => { lost = `ML context lost: ${i.message}`; });
    return context;
  };
}

// Firefox looks for finished work every 100 ms unless something is submitted; empty submissions while a map is pending
// bring a read-back down to about 5 ms. Chromium is woken by itself and would only lose time.
function pollWhileMapping(device) {
  const mapAsync = GPUBuffer.prototype.mapAsync;
  let pending = 0;
  const poll = () => {
    if (pending === 0) return;
    device.queue.submit([]);
    setTimeout(poll, 1);
  };
  GPUBuffer.prototype.mapAsync = function (...args) {
    const mapped = mapAsync.apply(this, args);
    const done = () => { pending--; };
    mapped.then(done, done);
    if (pending++ === 0) setTimeout(poll, 0);
    return mapped;
  };
}

export const deviceState = () => ({ adapter, lost });
