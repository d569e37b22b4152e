// The twin of the page's console.js: under node, ONNX Runtime writes its log to standard error, which is a file here. Standard
// output is the host's: nothing else may be written there.
import { ftruncateSync, openSync, readFileSync } from 'node:fs';

const keptErrors = 20;
let file = null;
let path = null;

for (const level of ['debug', 'log', 'info']) console[level] = console.error;

export const log = {
  open(name) {
    path = name;
    file = openSync(name, 'r+');
  },
};

// What was logged since the last look; the file is appended to, so that it starts anew when it is cut.
function take() {
  const lines = readFileSync(path, 'utf8').split('\n');
  ftruncateSync(file, 0);
  return lines;
}

export function takeErrors() {
  return take().filter(line => /\[[EF]:onnxruntime/.test(line)).slice(0, keptErrors).map(line => line.slice(0, 500));
}

export async function listen(action) {
  take();
  const value = await action();
  return { value, lines: take() };
}
