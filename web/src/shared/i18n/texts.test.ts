// Every text exists in both languages with the same blanks, and every text is used.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

function files(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path, wanted);
    return wanted.test(path) ? [path] : [];
  });
}

function flatten(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value as object).flatMap(([key, child]) => flatten(child, prefix ? `${prefix}.${key}` : key));
}

function texts(locale: string): Map<string, string> {
  return new Map(files(root, new RegExp(`locales/${locale}\\.json$`)).flatMap((path) => flatten(JSON.parse(readFileSync(path, 'utf8')))));
}

const chinese = texts('zh-CN');
const english = texts('en');
const sources = files(root, /\.tsx?$/).filter((path) => !path.includes('.test.')).map((path) => readFileSync(path, 'utf8'));

/** Keys written out, and the prefixes of keys that are put together. */
const literal = new Set<string>();
const prefixes = new Set<string>();
for (const source of sources) {
  for (const [, key] of source.matchAll(/\bt\(\s*'([\w.-]+)'/g)) literal.add(key ?? '');
  for (const [, prefix] of source.matchAll(/\bt\(\s*`([\w.-]+\.)(?:\w+_)?\$\{/g)) prefixes.add(prefix ?? '');
  // Keys handed on as data: label: 'home.nav', and text: `home.queue.${x}`.
  for (const [, key] of source.matchAll(/'([a-z]\w*(?:\.\w+)+)'/g)) if (chinese.has(key ?? '')) literal.add(key ?? '');
  for (const [, prefix] of source.matchAll(/`([a-z]\w*(?:\.\w+)*\.)(?:\w+_)?\$\{[^`]*`/g)) prefixes.add(prefix ?? '');
}

const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort().join();
/** i18next adds these to a key by itself. */
const plural = (key: string) => key.replace(/_(one|other)$/, '');

describe('Texts', () => {
  it('exist in both languages', () => {
    const plain = (keys: Iterable<string>) => [...new Set([...keys].map(plural))].sort();
    expect(plain(english.keys())).toEqual(plain(chinese.keys()));
  });

  it('have the same blanks in both languages', () => {
    const different = [...english].filter(([key, text]) => {
      const other = chinese.get(key) ?? chinese.get(`${plural(key)}_other`) ?? chinese.get(plural(key));
      return other !== undefined && blanks(other) !== blanks(text) && !(key.endsWith('_one') && blanks(text) === '');
    });
    expect(different).toEqual([]);
  });

  it('are all there where the screens ask for them', () => {
    const missing = [...literal].filter((key) => key.includes('.') && !chinese.has(key) && !chinese.has(`${key}_other`));
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const unused = [...chinese.keys()].filter((key) => !literal.has(key) && !literal.has(plural(key)) && ![...prefixes].some((prefix) => key.startsWith(prefix)));
    expect(unused).toEqual([]);
  });

  it('are never empty', () => {
    expect([...chinese, ...english].filter(([, text]) => !text.trim())).toEqual([]);
  });
});
