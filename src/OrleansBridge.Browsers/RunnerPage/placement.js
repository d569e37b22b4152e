// Where ONNX Runtime put the graph's nodes, read from its own log of a verbose session.
const backends = {
  WebGpuExecutionProvider: 'webgpu', JsExecutionProvider: 'webgpu', WebNNExecutionProvider: 'webnn', CPUExecutionProvider: 'wasm',
};
const placed = /placed on \[(\w+)\]\. Number of nodes: (\d+)/;
const webnn = /WebNNExecutionProvider::GetCapability.* number of nodes supported by WebNN: (\d+)/;

// The CPU provider is WebAssembly in a page and machine code under node: what was asked for says which.
export function readPlacement(lines, asked) {
  const names = asked === 'cpu' ? { ...backends, CPUExecutionProvider: 'cpu' } : backends;
  const nodes = {};
  let fused = null;
  let seen = false;
  for (const line of lines) {
    const p = placed.exec(line);
    if (p) {
      seen = true;
      const backend = names[p[1]] ?? p[1];
      nodes[backend] = (nodes[backend] ?? 0) + Number(p[2]);
    }
    const w = webnn.exec(line);
    if (w) fused = (fused ?? 0) + Number(w[1]);
  }
  // WebNN fuses each partition into one node: what it took before fusing is the count that means something.
  if (fused !== null && nodes.webnn) nodes.webnn = fused;
  return seen ? nodes : null;
}
