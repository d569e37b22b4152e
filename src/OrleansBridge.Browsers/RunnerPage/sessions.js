// Loaded sessions stay warm, least recently used first out, bounded in bytes.
const overhead = 1 << 20;
const sessions = new Map();
let bytes = 0;

export function warm(key) {
  const entry = sessions.get(key);
  if (!entry) return null;
  sessions.delete(key);
  sessions.set(key, entry);
  return entry.session;
}

export async function keep(key, session, modelBytes, bound) {
  const size = modelBytes + overhead;
  sessions.set(key, { session, size });
  bytes += size;
  await shrink(bound);
}

// Half of what is loaded, and the last one whole.
export const evict = () => shrink(bytes / 2);

async function shrink(bound) {
  for (const [oldest, entry] of sessions) {
    if (bytes <= bound) break;
    sessions.delete(oldest);
    bytes -= entry.size;
    await entry.session.release();
  }
}

export const resident = () => [...sessions.keys()];
