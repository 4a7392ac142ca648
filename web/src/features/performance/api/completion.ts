// What may follow at a place of a metric's text.
import { aggregates, directions, owners, units } from './draft';

export interface Vocabulary { facts: readonly { fact: string; columns: readonly { column: string; kind: string }[] }[]; words: readonly string[] }
export interface Completion { from: number; items: string[] }

const most = 8;
const clauses = ['name', 'fact', 'unit', 'better', 'owner', 'basis', 'anchor', 'until', 'clock', 'exclude', 'unlinked', 'pending', 'value', 'numerator', 'denominator', 'formula', 'rolling', 'credit', 'leads', 'gaming', 'target', 'description', 'source'];
const fixed: Record<string, readonly string[]> = { unit: units, better: directions, owner: owners, basis: ['event', 'cohort', 'stock', 'stock average'], clock: ['customer', 'business', 'manufacturer'], name: ['zh', 'en'], description: ['zh', 'en'], gaming: ['zh', 'en'] };
const measures = ['count', 'distinct', ...aggregates.filter((name) => name !== 'count' && name !== 'distinct').map((name) => `${name} of`)];
const inConditions = ['and', 'or', 'not', 'in', 'is null', 'is not null', 'as_of'];

/** Names and words that begin with what stands before the caret, those that only contain it after them. Asked for, also with nothing typed. */
export function complete(text: string, caret: number, { facts, words }: Vocabulary, metrics: readonly string[], asked: boolean): Completion | null {
  const before = text.slice(0, caret);
  // Inside a quoted text nothing is known.
  if ((before.replaceAll("''", '').match(/'/g)?.length ?? 0) % 2 === 1) return null;
  const typed = /[\w.]*$/.exec(before)?.[0] ?? '';
  const told = before.slice(0, before.length - typed.length).replace(/'(?:[^']|'')*'/g, "''").split(/[^\w]+/).filter(Boolean);
  const at = told.reduce((found, word, index) => (clauses.includes(word) ? index : found), -1);
  const clause = at < 0 ? '' : told[at] ?? '';
  const begun = at >= 0 && told.length - 1 > at;
  if (!asked && typed === '' && !(clause && !begun && /\s$/.test(before))) return null;
  const columns = facts.find(({ fact }) => fact === /\bfact\s+(\w+)/.exec(text)?.[1])?.columns ?? [];
  const named = (kinds?: string) => columns.filter(({ kind }) => !kinds || kind === kinds).map(({ column }) => column);
  const offered = (): readonly string[] => {
    if (clause === 'fact') return facts.map(({ fact }) => fact);
    if (fixed[clause]) return fixed[clause] ?? [];
    if (clause === 'anchor' || clause === 'until') return named('time');
    if (clause === 'credit') return named('dimension');
    if (clause === 'leads' || clause === 'formula') return metrics;
    if (clause === 'value' || clause === 'numerator' || clause === 'denominator') return told.slice(at + 1).includes('where') ? [...named(), ...inConditions] : [...measures, ...(begun ? [...named(), 'where'] : [])];
    if (clause === 'exclude' || clause === 'unlinked' || clause === 'pending') return [...named(), ...(clause === 'exclude' ? [] : ['when']), ...inConditions];
    return [];
  };
  // Once a clause has its word, the next clause may begin.
  const all = [...new Set([...offered(), ...(begun || clause === '' ? [...clauses, ...words] : [])])].filter((name) => name !== typed);
  const lower = typed.toLowerCase();
  const items = [...all.filter((name) => name.startsWith(lower)), ...all.filter((name) => !name.startsWith(lower) && lower.length > 1 && name.includes(lower))].slice(0, most);
  return items.length > 0 ? { from: caret - typed.length, items } : null;
}
