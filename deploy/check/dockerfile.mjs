// Reads a container file: its instructions in order, continued lines joined, comments left out.
import { readFileSync } from 'node:fs';

export function read(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter(line => !/^\s*#/.test(line));
  const whole = lines.join('\n').replace(/\\\n/g, ' ').split('\n').map(line => line.trim()).filter(Boolean);
  return whole.map(line => {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`${file}: what is '${line}'?`);
    return { name, rest };
  });
}

export function stages(instructions) {
  const all = [];
  for (const { name, rest } of instructions) {
    if (name === 'FROM') {
      const [, image, alias] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest);
      all.push({ image, name: alias ?? `stage${all.length}`, steps: [] });
    } else {
      all.at(-1).steps.push({ name, rest });
    }
  }
  return all;
}
