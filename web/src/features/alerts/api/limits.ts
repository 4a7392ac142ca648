// Limits of warnings in words: hours left, days, chances, factors.
import type { TFunction } from 'i18next';
import type { components } from '@/api/schema';
import type { Alert, AlertKind } from '@/shared/alerts/words';
import { formatDuration } from '@/shared/format/duration';

export type AlertRule = components['schemas']['AlertRule'];

const hour = 3_600_000;
const units: Record<AlertKind, AlertRule['unit']> = {
  endangered_metric: 'chance', appointment: 'hours', promise: 'hours', turnaround: 'hours', part_unsigned: 'days', part_circulating: 'days', stock_low: 'factor', complaint_unsolved: 'hours',
  complaint_plan: 'hours', late_callback: 'hours', work_in_progress: 'factor', control_signal: 'weeks', silent_record: 'days',
};

/** A limit, or a value beside it, with its unit. */
export function amountText(value: number, unit: AlertRule['unit'], t: TFunction): string {
  switch (unit) {
    case 'hours': return value < 0 ? t('format.late', { time: formatDuration(-value * hour, t) }) : t('format.left', { time: formatDuration(value * hour, t) });
    case 'days': return t('format.days', { d: Math.floor(value) });
    case 'chance': return value < 0.01 ? '<1%' : `${Math.round(value * 100)}%`;
    case 'factor': return t('alerts.times', { value: Math.round(value * 100) / 100 });
    case 'weeks': return t('alerts.weeks', { value });
  }
}

/** What was measured when the warning was raised, and the limit in force. */
export function limitText(alert: Alert, t: TFunction): string {
  const unit = units[alert.kind];
  if (unit === 'weeks') return t('alerts.why_signal');
  return t(`alerts.why_${unit}`, { value: amountText(alert.value, unit, t), limit: amountText(alert.limit, unit, t) });
}
