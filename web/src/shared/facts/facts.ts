// Records of every kind that stand behind the figures: where each is opened and how its choices read.
// Owns the words of their fields and choices.
import type { TFunction } from 'i18next';

/** Kinds with a list of their own under /records. */
export const recordKinds = ['complaint', 'part_request', 'part_unit', 'survey_answer', 'violation', 'praise', 'check', 'escalation', 'sales_line', 'sales_quota', 'ledger_line', 'headcount', 'work_time', 'asset', 'manufacturer_value'] as const;
export type RecordKindName = (typeof recordKinds)[number];

export function isRecordKind(text: string): text is RecordKindName {
  return recordKinds.some((kind) => kind === text);
}

/** Where a record behind a figure is opened; nothing for a kind that this app does not know. */
export function recordPath(kind: string, id: string): string | null {
  if (kind === 'work_order') return `/work-orders/${id}`;
  if (kind === 'customer') return `/customers/${id}`;
  if (kind === 'asset') return `/assets/${id}`;
  return isRecordKind(kind) ? `/records/${kind}/${id}` : null;
}

const code = /^[a-z][a-z0-9_]*$/;

/** A choice in words: first as this kind of record says it, then as all do; names and numbers come back as they are. */
export function choiceText(kind: string, field: string, value: string, t: TFunction): string {
  if (!code.test(value)) return value;
  return t(`fact.choice.${kind}_${field}.${value}`, { defaultValue: '' }) || t(`fact.choice.${field}.${value}`, { defaultValue: '' }) || t(`work_order.${field}.${value}`, { defaultValue: value });
}

/** The word for a field; one that this app does not know keeps its name. */
export function fieldText(field: string, t: TFunction): string {
  return code.test(field) ? t(`fact.field.${field}`, { defaultValue: field }) : field;
}

export function kindText(kind: string, t: TFunction): string {
  return t(`fact.kind.${kind}`, { defaultValue: kind });
}
