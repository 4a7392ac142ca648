// The records behind a value as a table: by what a record goes, and how its columns read.
import type { TFunction } from 'i18next';
import type { components } from '@/api/schema';
import { dateText, monthText, shortMoment } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { choiceText, kindText } from './facts';

export type CaseRow = components['schemas']['CaseRow'];
export type CaseColumn = components['schemas']['CaseColumn'];
export type CaseCell = components['schemas']['CaseCell'];
export const caseResults = ['met', 'missed'] as const;
export type CaseResult = (typeof caseResults)[number];

/** Records whose number means nothing to people go by what they are about. */
const goesBy: Record<string, string> = { sales_line: 'product', ledger_line: 'account', check: 'quality_point', headcount: 'employee', work_time: 'employee' };
/** Records of a whole month go by it. */
const monthly = ['sales_quota'];

export interface ShownColumn { column: CaseColumn; index: number }

/** The columns beside the record's name; what it goes by is not said twice. */
export function shownColumns(columns: readonly CaseColumn[], kind: string): ShownColumn[] {
  return columns.map((column, index) => ({ column, index })).filter(({ column }) => column.field !== goesBy[kind]);
}

export function caseName(item: CaseRow, columns: readonly CaseColumn[], index: number, t: TFunction, language: string): string {
  if (monthly.includes(item.kind) && item.at) return `${monthText(dateText(new Date(item.at)), language, { year: true })} ${kindText(item.kind, t)}`;
  const field = goesBy[item.kind];
  const about = field ? item.cells[columns.findIndex((column) => column.field === field)]?.text : null;
  if (field && about) return choiceText(item.kind, field, about, t);
  return item.no || `${kindText(item.kind, t)} ${index + 1}`;
}

/** A cell in words; empty where the record has nothing there. */
export function cellText(kind: string, column: CaseColumn, cell: CaseCell | undefined, t: TFunction): string {
  if (cell?.text != null) return choiceText(kind, column.field, cell.text, t);
  if (cell?.at != null) return shortMoment(new Date(cell.at));
  if (cell?.yes != null) return t(cell.yes ? 'fact.yes' : 'fact.no');
  if (cell?.number == null) return '';
  return metricText(cell.number, column.kind, t);
}
