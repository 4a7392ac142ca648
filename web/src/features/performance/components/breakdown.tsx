// A metric by the groups of one dimension, with intervals; few records are shown and not ranked.
import { useTranslation } from 'react-i18next';
import type { KpiCell } from '@/api/types';
import { intervalText, metricText } from '@/shared/format/metric';
import { State } from '@/shared/ui/basics';
import { isFew } from '../api/change';
import { groupLabel } from './group-label';

interface Props { rows: readonly KpiCell[]; fact: string; by: string; unit: string; better: string; onPick: ((row: KpiCell) => void) | undefined }

export function Breakdown({ rows, fact, by, unit, better, onPick }: Props) {
  const { t } = useTranslation();
  // A share is drawn against the whole, other values against the largest.
  const most = unit === 'percent' ? Math.max(1, ...rows.map(({ value }) => value ?? 0)) : Math.max(...rows.map(({ value }) => value ?? 0), 0) || 1;
  // Fewer than 30 records stand after the others, in order of name.
  const ranked = rows.filter((row) => !isFew(row, unit) && row.value != null);
  const rest = rows.filter((row) => !ranked.includes(row));
  const volume = unit === 'count' || unit === 'money' || better === 'neither';
  ranked.sort((a, b) => (volume || better === 'up' ? -1 : 1) * ((a.value ?? 0) - (b.value ?? 0)));
  return (
    <div style={{ maxHeight: 520, overflow: 'auto' }}>
      <table className="t">
        <thead><tr><th>{t('performance.group')}</th><th className="n">{t('performance.value')}</th><th>{' '}</th><th className="n">n</th><th className="n">{t('performance.interval')}</th><th>{' '}</th></tr></thead>
        <tbody>
          {[...ranked, ...rest].map((row, index) => {
            const label = groupLabel(fact, by, row, t);
            return (
              <tr key={row.keys[by] ?? `none-${index}`}>
                <td className="group">{onPick ? <button type="button" className="linkish" onClick={() => onPick(row)}>{label}</button> : label}</td>
                <td className="n b nw">{metricText(row.value, unit, t)}</td>
                <td className="bar"><div className="metric-bar" aria-hidden="true"><i style={{ width: `${Math.max(0, (100 * (row.value ?? 0)) / most)}%` }} /></div></td>
                <td className="n">{row.n}</td>
                <td className="n i2 nw">{intervalText(row.interval, unit, t)}</td>
                <td className="nw">{row.value == null ? <State kind="none" plain>{t('performance.no_data')}</State> : isFew(row, unit) ? <State kind="none" plain>{t('performance.few')}</State> : row.provisional ? <State kind="none" plain>{t('performance.provisional')}</State> : null}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
