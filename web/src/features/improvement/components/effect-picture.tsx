// An effect as a picture: the weeks before and after, the mean before, what was expected, what was observed, and the interval of the change.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { addDays, shortDate } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import { changeText, conditionOf, type EffectResult, type Measured } from '../api/improvement';

interface Windows { before_from: string; before_to: string; after_from: string; after_to: string }
interface Props { measures: Measured; unit: string; windows: Windows; effect: EffectResult; today: string }

const width = 640;
const height = 220;
const box = { left: 60, right: 132, top: 14, bottom: 26 };
const at = (date: string) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`);

export function EffectPicture({ measures, unit, windows, effect, today }: Props) {
  const { t, i18n } = useTranslation();
  const may = useMay('kpi.read');
  const end = windows.after_to < today ? windows.after_to : today;
  const question = { metrics: [measures.metric], from: windows.before_from, to: end, grain: 'week', ...(conditionOf(measures) ? { where: conditionOf(measures) } : {}) };
  const weeks = useQuery({ queryKey: ['kpi', 'effect', question], queryFn: ({ signal }) => call('GET /kpi', { query: question, signal }), enabled: may, staleTime: 5 * 60_000 });
  const points = (weeks.data?.metrics[0]?.cells ?? []).flatMap(({ value, n, period }) => (value == null || n === 0 ? [] : [{ x: (at(period.from) + at(period.to)) / 2, value, n }]));
  const isBefore = (x: number) => x < at(windows.before_to);
  const isAfter = (x: number) => x >= at(windows.after_from);
  const before = points.filter(({ x }) => isBefore(x));
  // The mean of the records, not of the weeks; what was expected stands for it where no week is known.
  const weight = before.reduce((sum, { n }) => sum + n, 0);
  const mean = weight > 0 ? before.reduce((sum, { value, n }) => sum + value * n, 0) / weight : null;
  const { observed, expected, low, high } = effect;
  const ends = expected != null && low != null && high != null ? [expected + low, expected + high] : [];
  const values = [...points.map(({ value }) => value), ...ends, ...[mean, observed, expected].filter((value) => value != null)];
  if (values.length === 0) return <p className="i2 m">{t('improvement.effect.no_points')}</p>;
  const span = Math.max(...values) - Math.min(...values) || Math.abs(values[0] ?? 1) || 1;
  const bottom = Math.min(...values) - span * 0.08;
  const top = Math.max(...values) + span * 0.08;
  const x = (time: number) => box.left + ((time - at(windows.before_from)) / (at(windows.after_to) - at(windows.before_from))) * (width - box.left - box.right);
  const y = (value: number) => box.top + ((top - value) / (top - bottom)) * (height - box.top - box.bottom);
  const day = (date: string) => shortDate(new Date(`${date}T04:00:00Z`), new Date(), i18n.language);
  const right = width - box.right;
  const apart = observed != null && expected != null && Math.abs(y(observed) - y(expected)) < 15;
  const ticks = [bottom + (top - bottom) * 0.1, bottom + (top - bottom) * 0.5, bottom + (top - bottom) * 0.9];
  const sentence = t('improvement.effect.says', { observed: metricText(observed, unit, t), expected: metricText(expected, unit, t), change: changeText(effect.change, unit, t), low: changeText(low, unit, t), high: changeText(high, unit, t) });
  return (
    <figure className="col g4" style={{ margin: 0 }}>
      <svg className="im-effect" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence} data-testid="effect-picture">
        {ticks.map((value) => <g key={value}><line x1={box.left} x2={right} y1={y(value)} y2={y(value)} stroke="var(--grid)" /><text x={box.left - 6} y={y(value) + 4} textAnchor="end">{metricText(value, unit, t)}</text></g>)}
        <rect x={x(at(windows.before_to))} y={box.top} width={Math.max(2, x(at(windows.after_from)) - x(at(windows.before_to)))} height={height - box.top - box.bottom} fill="var(--bar-2)" />
        {mean !== null && <line x1={x(at(windows.before_from))} x2={x(at(windows.before_to))} y1={y(mean)} y2={y(mean)} stroke="var(--ink-3)" strokeWidth="1.5" data-part="mean" />}
        {expected != null && <line x1={x(at(windows.after_from))} x2={right} y1={y(expected)} y2={y(expected)} stroke="var(--ink-2)" strokeWidth="1.5" strokeDasharray="4 3" data-part="expected" />}
        {observed != null && <line x1={x(at(windows.after_from))} x2={right} y1={y(observed)} y2={y(observed)} stroke="var(--c-own)" strokeWidth="2" data-part="observed" />}
        {points.map((point) => <circle key={point.x} cx={x(point.x)} cy={y(point.value)} r="3" fill={isAfter(point.x) ? 'var(--c-own)' : isBefore(point.x) ? 'var(--ink-3)' : 'var(--ink-4)'} data-part="point" />)}
        {ends.length === 2 && observed != null && (
          <g data-part="interval">
            <line x1={right + 12} x2={right + 12} y1={y(ends[0] ?? 0)} y2={y(ends[1] ?? 0)} stroke="var(--c-own)" strokeOpacity=".45" strokeWidth="5" />
            <circle cx={right + 12} cy={y(observed)} r="4" fill="var(--c-own)" />
          </g>
        )}
        {observed != null && <text className="k" x={right + 22} y={y(observed) + 4 + (apart && expected != null ? (observed < expected ? 8 : -8) : 0)}>{t('improvement.effect.observed', { value: metricText(observed, unit, t) })}</text>}
        {expected != null && <text x={right + 22} y={y(expected) + 4 + (apart && observed != null ? (observed < expected ? -8 : 8) : 0)}>{t('improvement.effect.expected', { value: metricText(expected, unit, t) })}</text>}
        <text x={box.left} y={height - 8}>{day(windows.before_from)}</text>
        <text x={(x(at(windows.before_to)) + x(at(windows.after_from))) / 2} y={height - 8} textAnchor="middle">{t('improvement.effect.done', { day: day(addDays(windows.after_from, -1)) })}</text>
        <text x={right} y={height - 8} textAnchor="end">{day(windows.after_to)}</text>
      </svg>
      <figcaption className="m">{sentence} <span className="i2">{t('improvement.effect.records', { before: effect.before_records, after: effect.after_records })}</span></figcaption>
    </figure>
  );
}
