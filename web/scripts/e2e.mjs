// Runs the browser tests, one process per file, several side by side, the long ones first.
// A file that fails runs once more, alone, when the others are done: a machine too busy for a
// browser is no fault of the product. What passed only then is named in the last lines.
//
// Usage: node scripts/e2e.mjs [FILE...]     (MANYI_E2E_JOBS processes side by side, 2 unless told)
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = 'tests/e2e';
const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => join(folder, name));
const jobs = Number(process.env.MANYI_E2E_JOBS ?? 2);

/** Runs one file and prints its report when it ended. */
function run(file) {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let report = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (report += chunk));
    child.on('close', (code) => {
      const count = (word) => Number(report.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
      process.stdout.write(`${report}\n== ${basename(file)}: ${((Date.now() - began) / 1000).toFixed(0)} s\n`);
      resolve({ file, ok: code === 0, passed: count('pass'), failed: count('fail') });
    });
  });
}

const waiting = files.map((file) => ({ file, size: statSync(file).size })).sort((a, b) => b.size - a.size);
const results = [];
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(next.file));
  }),
);
const unsteady = [];
for (const [at, first] of results.entries()) {
  if (first.ok) continue;
  const second = await run(first.file);
  results[at] = second;
  if (second.ok) unsteady.push(basename(first.file));
}

const sum = (of) => results.reduce((all, result) => all + of(result), 0);
const broken = results.filter((result) => !result.ok).map((result) => basename(result.file));
if (unsteady.length > 0) console.log(`passed only when run again: ${unsteady.join(', ')}`);
if (broken.length > 0) console.log(`failed twice: ${broken.join(', ')}`);
console.log(`e2e: ${sum((result) => result.passed)} passed, ${sum((result) => result.failed || (result.ok ? 0 : 1))} failed`);
process.exit(broken.length > 0 ? 1 : 0);
