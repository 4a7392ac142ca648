// Period, condition and break-down of a metric question, kept in the address.
import { useTranslation } from 'react-i18next';
import { Segmented } from '@/shared/ui/basics';
import { periodNames, type PeriodName } from '../api/periods';

export function PeriodChoice({ value, onChange }: { value: PeriodName; onChange: (value: PeriodName) => void }) {
  const { t } = useTranslation();
  return <Segmented label={t('performance.period')} value={value} onChange={onChange} options={periodNames.map((name) => ({ value: name, label: t(`performance.period_name.${name}`) }))} />;
}
