// Fails when the log-in route or the phone route outgrows its gzip budget.
// Owns the two budgets of the performance page: 200 kB and 300 kB.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../../build/web/', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, '.vite/manifest.json'), 'utf8'));

/** A source file's chunk; one that others import, too, is listed under its name. */
function chunkOf(key) {
  const name = key.split('/').at(-1).replace(/\.\w+$/, '');
  const chunk = manifest[key] ?? Object.values(manifest).find((one) => !one.src && one.name === name);
  if (!chunk) throw new Error(`no chunk of ${key}`);
  return chunk;
}

/** Adds a chunk and everything that it imports at once. */
function closure(key, seen) {
  const chunk = chunkOf(key);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const next of chunk.imports ?? []) closure(next, seen);
  return seen;
}

function kilobytes(entries) {
  const seen = new Set(['index.html', 'theme.js']);
  for (const key of entries) closure(key, seen);
  let bytes = 0;
  for (const file of seen) {
    const path = join(root, file);
    if (existsSync(path)) bytes += gzipSync(readFileSync(path), { level: 9 }).length;
  }
  return bytes / 1000;
}

const main = 'index.html';
const language = 'src/shared/i18n/zh-CN.ts';
const budgets = [
  { claim: 'web.login.kb', limit: 200, entries: [main, language, 'src/features/session/pages/login-page.tsx'] },
  { claim: 'web.phone.kb', limit: 300, entries: [main, language, 'src/app/signed-in.tsx', 'src/features/home/pages/technician-home.tsx'] },
];

const results = budgets.map((budget) => ({ ...budget, value: kilobytes(budget.entries) }));
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(results.map(({ claim, value }) => ({ claim, value: Number(value.toFixed(1)), unit: 'kB gzip' }))));
} else {
  for (const { claim, value, limit } of results) console.log(`${claim} ${value.toFixed(1)} kB gzip (budget ${limit})`);
}
if (results.some(({ value, limit }) => value > limit)) process.exit(1);
