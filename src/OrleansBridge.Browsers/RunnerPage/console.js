// The page's console is captured and swallowed: forwarding a verbose session's log through the debugger would cost more
// than the session. Errors are kept for the report; while a session is being read for placement, every line is.
const keptErrors = 20;
let errors = [];
let listening = null;

for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
  console[level] = (...parts) => {
    if (!listening && level !== 'error') return;
    const line = parts.map(String).join(' ');
    listening?.push(line);
    if (level === 'error') note(line);
  };
}
addEventListener('error', e => note(e.message));
addEventListener('unhandledrejection', e => note(String(e.reason?.message ?? e.reason)));

function note(line) {
  // ONNX Runtime logs verbose and info lines of some severities through console.error too.
  if (/\[[VI]:onnxruntime/.test(line)) return;
  if (errors.length < keptErrors) errors.push(line.slice(0, 500));
}

export function takeErrors() {
  const taken = errors;
  errors = [];
  return taken;
}

export async function listen(action) {
  const lines = listening = [];
  try {
    return { value: await action(), lines };
  } finally {
    listening = null;
  }
}
