// Why a row was rejected or a column cannot be used, in the reader's language.
// Owns the order in which texts are looked for: what imports say of a code, what every form says, what every call says.
import type { TFunction } from 'i18next';
import { choiceText } from '@/shared/facts/facts';
import { fieldMessage, refusalText } from '@/shared/ui/error-text';

export interface RowProblem { field?: string; code: string; message: string }

const known = (key: string, t: TFunction) => t(key, { defaultValue: '' });

/** A problem without a field is the whole row's. */
export function reasonText({ field, code, message }: RowProblem, t: TFunction): string {
  return (
    (field ? '' : known(`imports.reason.row_${code}`, t)) || known(`imports.reason.${code}`, t) ||
    known(`error.field.${code}`, t) || refusalText(code, t) || message
  );
}

export function mappingText({ code, message }: RowProblem, t: TFunction): string {
  return known(`imports.mapping_reason.${code}`, t) || fieldMessage({ pointer: '', code, message }, t);
}

/** The kind of record that a profile brings; files of other systems bring work orders. */
export function kindOf(profile: string): string {
  const irregular: Record<string, string> = { parts: 'part_request', ledger: 'ledger_line', employments: 'headcount' };
  return irregular[profile] ?? profile.replace(/-/g, '_').replace(/s$/, '');
}

/** A permitted value in words. */
export function permittedText(kind: string, field: string, value: string, t: TFunction): string {
  return value === 'yes' || value === 'no' ? t(`fact.${value}`) : choiceText(kind, field, value, t);
}

/** The fields of a row that was read already; nothing for one that stands as in the file. */
export function fieldsOf(row: string): Record<string, unknown> | null {
  if (!row.startsWith('{"')) return null;
  try {
    return JSON.parse(row) as Record<string, unknown>;
  } catch {
    return null;
  }
}
