// Values of a plain record in words, and which of its fields a page shows where.
import type { TFunction } from 'i18next';
import type { Money } from '@/api/types';
import { choiceText } from '@/shared/facts/facts';
import { fromZoned, shortDate, shortMoment } from '@/shared/format/date';
import { formatDuration } from '@/shared/format/duration';
import { formatMoney } from '@/shared/format/money';

export type PlainRecord = Record<string, unknown> & { id: string };

const longTexts = ['description', 'remedy_sought', 'plan', 'decision', 'invalid_reason', 'verbatim', 'words', 'evidence', 'appeal', 'question', 'answer', 'note'];
const unseen = ['id', 'no', 'version', 'imported', 'allowed', 'notes', 'attributes', 'work_order_no', 'work_order_id', 'customer_name', 'customer_id', 'state'];

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

export function isTime(field: string): boolean {
  return /_(at|on)$/.test(field) || field === 'day';
}

/** A field's value as people read it; empty when nothing is known. */
export function valueText(kind: string, field: string, value: unknown, t: TFunction, locale: string): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return t(value ? 'fact.yes' : 'fact.no');
  if (isMoney(value)) return formatMoney(value);
  if (typeof value === 'number') return field === 'call_ms' ? formatDuration(value, t) : field.endsWith('_min') ? formatDuration(value * 60_000, t) : String(value);
  if (typeof value !== 'string') return Array.isArray(value) ? value.map((one) => valueText(kind, field, one, t, locale)).join(', ') : JSON.stringify(value);
  if (field.endsWith('_at')) return shortMoment(new Date(value), new Date(), locale);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) {
    const [year = 0, month = 1, day = 1] = value.split('-').map(Number);
    return field === 'month' ? value.slice(0, 7) : shortDate(fromZoned(year, month, day, 12, 0), new Date(), locale);
  }
  return choiceText(kind, field, value, t);
}

export interface Sorted { facts: string[]; times: string[]; texts: string[] }

/** Short facts, times in their order, and longer texts. Ids are left out: their names stand beside them. */
export function sorted(record: PlainRecord): Sorted {
  const known = Object.entries(record).filter(([field, value]) => value !== null && value !== undefined && value !== '' && !(field === 'invalid_proposed' && value === false) && !unseen.includes(field) && !field.endsWith('_id')).map(([field]) => field);
  const moment = (field: string) => Date.parse(String(record[field]));
  return {
    facts: known.filter((field) => !isTime(field) && !longTexts.includes(field)),
    // The moment that a day stands for, filled in by the server, says nothing new.
    times: known.filter((field) => isTime(field) && !['booked_at', 'period_at', 'day_at'].includes(field)).sort((a, b) => moment(a) - moment(b)),
    texts: longTexts.filter((field) => known.includes(field)),
  };
}

/** What a record is called: its number, its part, or the order that it belongs to. */
export function titleOf(kind: string, record: PlainRecord, t: TFunction, locale: string): string {
  for (const field of ['no', 'part_name', 'part_no', 'product', 'work_order_no', 'employee_name']) if (record[field]) return String(record[field]);
  for (const field of ['answered_at', 'due_at', 'happened_at', 'received_at', 'checked_at', 'booked_on', 'month', 'day']) if (record[field]) return valueText(kind, field, record[field], t, locale);
  return '';
}

/** Columns that an import brought along, as far as they are plain. */
export function attributesOf(record: PlainRecord): [string, string][] {
  const found = record['attributes'];
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]) : [];
}
