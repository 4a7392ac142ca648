// Values side by side on one scale, each with its 95 % interval: ours a dot, the manufacturer's a square, the target dashed.
import { useTranslation } from 'react-i18next';
import { metricText } from '@/shared/format/metric';

export interface IntervalRow { key: string; label: string; value: number | null; low: number | null; high: number | null; n: number | null; own: boolean; note?: string }

export function IntervalRows({ rows, target, unit }: { rows: readonly IntervalRow[]; target: number | null; unit: string }) {
  const { t } = useTranslation();
  const known = [...rows.flatMap(({ value, low, high }) => [value, low, high]), target].filter((value): value is number => value !== null);
  if (known.length === 0) return null;
  const space = (Math.max(...known) - Math.min(...known) || Math.abs(known[0] ?? 1) || 1) * 0.12;
  const min = Math.min(...known) - space;
  const max = unit === 'percent' ? Math.min(1, Math.max(...known) + space) : Math.max(...known) + space;
  const x = (value: number) => `${(100 * (value - min)) / (max - min)}%`;
  return (
    <div className="interval-rows">
      {rows.map((row) => (
        <div key={row.key} className={row.own ? 'interval-row own' : 'interval-row'}>
          <span className="el" title={row.label}>{row.label}</span>
          <span className="interval-scale" aria-hidden="true">
            {target !== null && <i className="interval-target" style={{ left: x(target) }} />}
            {row.low !== null && row.high !== null && <i className="interval-line" style={{ left: x(row.low), width: `calc(${x(row.high)} - ${x(row.low)})` }} />}
            {row.value !== null && <i className="interval-value" style={{ left: x(row.value) }} />}
          </span>
          <b className="r nw">{metricText(row.value, unit, t)}</b>
          <span className="i2 s nw">{row.n === null ? (row.note ?? '') : `n ${row.n}`}</span>
        </div>
      ))}
      <div className="interval-row i3 s" aria-hidden="true"><span /><span className="row"><span>{metricText(min, unit, t)}</span><span className="sp" /><span>{metricText(max, unit, t)}</span></span><span /><span /></div>
    </div>
  );
}
