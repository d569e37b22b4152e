// Tensors between frames and ONNX Runtime Web. Strings travel as u32 length and UTF-8 bytes each.
const views = {
  float32: Float32Array, float64: Float64Array, int8: Int8Array, uint8: Uint8Array, bool: Uint8Array,
  int16: Int16Array, uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array,
  int64: BigInt64Array, uint64: BigUint64Array, int4: Uint8Array, uint4: Uint8Array,
  float16: globalThis.Float16Array ?? Uint16Array,
};

export function toTensor(ort, { type, dims }, bytes) {
  if (type === 'string') return new ort.Tensor('string', readStrings(bytes), dims);
  const View = views[type];
  if (!View) throw new Error(`ONNX Runtime Web has no tensor type ${type}`);
  const data = new View(bytes.buffer, bytes.byteOffset, bytes.byteLength / View.BYTES_PER_ELEMENT);
  return new ort.Tensor(type, data, dims);
}

export async function fromTensor(name, tensor) {
  const data = await tensor.getData();
  const bytes = tensor.type === 'string' ? writeStrings(data) : data;
  return { spec: { name, type: tensor.type, dims: [...tensor.dims] }, bytes };
}

function readStrings(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const strings = [];
  for (let at = 0; at < bytes.byteLength;) {
    const length = view.getUint32(at, true);
    strings.push(decoder.decode(bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return strings;
}

function writeStrings(strings) {
  const encoded = strings.map(s => new TextEncoder().encode(s));
  const bytes = new Uint8Array(encoded.reduce((n, s) => n + 4 + s.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const s of encoded) {
    view.setUint32(at, s.length, true);
    bytes.set(s, at + 4);
    at += 4 + s.length;
  }
  return bytes;
}
