// What the engine complains of in a metric's text: where it stands and what it says, in the reader's language.
import type { TFunction } from 'i18next';
import { ApiError } from '@/api/problem';

export interface TextProblem {
  /** Counted from 1; null where the refusal names no place. */
  line: number | null;
  column: number;
  code: string;
  message: string;
  /** The name that was probably meant. */
  meant: string | null;
}

export function textProblems(error: unknown): TextProblem[] {
  if (!(error instanceof ApiError)) return [];
  return (error.problem.errors ?? []).filter(({ pointer }) => pointer === '/text').map(({ code, message }) => {
    const placed = /^(\d+):(\d+): (.*)$/s.exec(message);
    const what = placed?.[3] ?? message;
    return { line: placed ? Number(placed[1]) : null, column: placed ? Number(placed[2]) : 1, code, message: what, meant: /did you mean '([^']+)'\?/.exec(what)?.[1] ?? null };
  });
}

/** Columns count characters, not the halves of rare ones; this is the index in the text. */
export function indexOf(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const row = [...(lines[line - 1] ?? '')].slice(0, column - 1).join('');
  return Math.min(text.length, before + row.length);
}

/** The run of letters that a complaint stands at; at least one letter, so that it can be seen. */
export function spanAt(text: string, at: number): [number, number] {
  const word = /^(?:[\w.]+|'(?:[^'\n]|'')*'?|[^\s\w])/.exec(text.slice(at))?.[0] ?? '';
  return [at, Math.max(at + word.length, at + 1)];
}

const wanted: Record<string, string> = {
  "the metric's code": 'code', 'a condition': 'condition', 'a number or a duration': 'amount', 'a number': 'amount', 'a column or a value': 'value',
  "a clause such as name, fact, unit or '}'": 'clause', 'the source': 'text', 'a dimension': 'dimension', 'a time stamp': 'time', 'exactly one metric': 'one_metric',
};
const found: Record<string, string> = { 'the end': 'end', 'a condition': 'condition', 'a duration': 'duration', 'a whole number': 'whole_number', 'a number': 'number', 'a text': 'text', 'a time': 'time' };

/** The engine speaks English; other readers get the same in their language, as far as it is known. */
export function problemText({ message, code }: TextProblem, language: string, t: TFunction): string {
  if (language === 'en') return message.slice(0, 1).toUpperCase() + message.slice(1);
  const named = (table: Record<string, string>, prefix: 'wanted' | 'found', text: string) => { const key = table[text]; return key ? t(`performance.writing.${prefix}.${key}`) : text; };
  const meant = /; did you mean '([^']+)'\?$/.exec(message)?.[1];
  const core = message.replace(/; did you mean '[^']+'\?$/, '').replace(/^metric \w+: /, '');
  const tail = meant ? t('performance.writing.meant', { name: meant }) : '';
  const unknown = /^'(.+)' is no (time stamp|column|dimension|fact|clause|function)/.exec(core) ?? /^(?:no|unknown) metric '(.+)'()/.exec(core);
  if (unknown) return t(`performance.writing.unknown.${(unknown[2] || 'metric').replace(' ', '_')}`, { name: unknown[1] }) + tail;
  const expected = /^expected (.+?)(?:, found (.+))?$/.exec(core);
  if (expected) return t(expected[2] ? 'performance.writing.expected' : 'performance.writing.expected_only', { wanted: named(wanted, 'wanted', (expected[1] ?? '').replace(/^one of /, '')), found: named(found, 'found', expected[2] ?? '') });
  const compared = /^cannot (?:compare|add|subtract|multiply|divide) (.+) and (.+)$/.exec(core);
  if (compared) return t('performance.writing.incomparable', { left: named(found, 'found', compared[1] ?? ''), right: named(found, 'found', compared[2] ?? '') });
  const absent = /^'(.+)' is missing$/.exec(core);
  if (absent) return t('performance.writing.missing', { name: absent[1] });
  return t(`performance.writing.problem.${code}`, { defaultValue: '' }) || message;
}
