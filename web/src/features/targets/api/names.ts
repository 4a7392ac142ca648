// Names of KPIs; those that nothing feeds yet are not in the catalogue, their names are kept here.
import type { TFunction } from 'i18next';
import { nameIn } from '@/shared/figures/standing';

export function nameOfKpi(kpi: { metric: string; name_zh: string; name_en: string }, language: string, t: TFunction): string {
  const known = nameIn(kpi, language);
  return known && known !== kpi.metric ? known : t(`targets.kpi_name.${kpi.metric}`, { defaultValue: t('targets.some_kpi') });
}
