// One binary frame carries a JSON header and its blobs: [u32 header length][header][blobs], every part aligned to 8 bytes
// so that typed arrays can view a blob in place. header.blobs lists [offset, length] pairs, offsets from the first blob.
const align = n => (n + 7) & ~7;
const bodyStart = headerLength => align(4 + headerLength);

export function decode(buffer) {
  const headerLength = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength)));
  const start = bodyStart(headerLength);
  const blob = index => {
    const [offset, length] = header.blobs[index];
    return new Uint8Array(buffer, start + offset, length);
  };
  return { header, blob };
}

export function encode(header, blobs) {
  let size = 0;
  const places = blobs.map(b => {
    const place = [size, b.byteLength];
    size = align(size + b.byteLength);
    return place;
  });
  const text = new TextEncoder().encode(JSON.stringify({ ...header, blobs: places }));
  const start = bodyStart(text.length);
  const frame = new Uint8Array(start + size);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  blobs.forEach((b, i) => frame.set(new Uint8Array(b.buffer, b.byteOffset, b.byteLength), start + places[i][0]));
  return frame;
}
