// A group of a break-down in words.
import type { TFunction } from 'i18next';
import type { KpiCell } from '@/api/types';
import { choiceText } from '@/shared/facts/facts';

/** A choice in words; names of sites, people and models come as they are. */
export function groupLabel(fact: string, by: string, row: KpiCell, t: TFunction): string {
  const label = row.dims[by];
  return label ? choiceText(fact, by, label, t) : t('performance.nothing_given');
}
