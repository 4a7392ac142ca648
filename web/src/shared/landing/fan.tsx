// Where a figure will land: the days so far solid, the expectation dotted, 80 % and 95 % bands, the target dashed.
// Drawn in SVG without a chart library, so that the first screens stay small.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { metricText } from '@/shared/format/metric';
import { shortMetric } from './model';
import './landing.css';

export interface FanDay { day: string; value?: number | null }
export interface FanBand { day: string; expected: number; low80: number; high80: number; low95: number; high95: number }

interface FanProps {
  /** First and last day of the month: `2026-03-01`, `2026-03-31`. */
  from: string;
  to: string;
  trend: readonly FanDay[];
  fan: readonly FanBand[];
  target: number | null;
  unit: string;
  label: string;
  width?: number;
  height?: number;
  /** Value axis, the day of today and more days beneath. */
  large?: boolean;
  /** What a month that is over came to. */
  result?: number | null | undefined;
  /** Said above the bands of a large picture: how likely the target is. */
  note?: string;
}

const dayMs = 86_400_000;
const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
const wide = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12.2 : 7), 0);

/** A step of 1, 2 or 5 that divides a span into about five. */
function niceStep(span: number): number {
  const raw = span / 4;
  const size = 10 ** Math.floor(Math.log10(raw));
  const times = raw / size;
  return (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10) * size;
}

export function Fan({ from, to, trend, fan, target, unit, label, width = 286, height = 124, large = false, result, note }: FanProps) {
  const { t } = useTranslation();
  const title = useId();
  const first = dayNumber(from);
  const last = Math.max(first + 1, dayNumber(to));
  const past = trend.flatMap(({ day, value }) => (value == null ? [] : [{ at: dayNumber(day), value }]));
  const ahead = fan.map((band) => ({ ...band, at: dayNumber(band.day) }));
  if (past.length + ahead.length === 0) return <div className="fan-empty i3 s" style={{ height }}>{t('landing.nothing_yet')}</div>;
  // A share's first days jump between 0 and 100 %: the picture is for what is still open.
  const calm = past.slice(-Math.max(2, Math.ceil(past.length * 0.75))).map(({ value }) => value);
  const focus = [...ahead.flatMap(({ low95, high95 }) => [low95, high95]), ...(target === null ? [] : [target]), ...calm];
  let min = Math.min(...focus);
  let max = Math.max(...focus);
  const space = (max - min || Math.abs(max) || 1) * 0.1;
  min -= space;
  max += space;
  if (Math.min(...focus) >= 0) min = Math.max(0, min);
  if (unit === 'percent' && Math.max(...focus) <= 1) { max = Math.min(1, Math.max(max, min + 0.01)); }
  const scale = unit === 'duration_ms' ? (max >= 48 * 3_600_000 ? dayMs : max >= 7_200_000 ? 3_600_000 : 60_000) : unit === 'percent' ? 0.01 : unit === 'money' ? 100 : 1;
  const step = niceStep((max - min) / scale) * scale;
  const steps = large ? Array.from({ length: 9 }, (_, index) => (Math.ceil(min / step - 1e-9) + index) * step).filter((value) => value <= max + step * 1e-6) : [];
  const stepText = (value: number) => (unit === 'percent' ? `${Number((value * 100).toFixed(step < 0.01 ? 1 : 0))}` : shortMetric(value, unit, t, max, step));

  const end = ahead.at(-1);
  const lastPast = past.at(-1);
  const notes = [
    ...(target === null ? [] : [{ value: target, text: t('landing.target_short', { value: shortMetric(target, unit, t, target, step) }), strong: false }]),
    ...(end ? [{ value: end.expected, text: t('landing.lands_short', { value: shortMetric(end.expected, unit, t, end.expected, step) }), strong: true }]
      : lastPast ? [{ value: lastPast.value, text: t('landing.result_short', { value: shortMetric(result ?? lastPast.value, unit, t) }), strong: true }] : []),
  ].sort((a, b) => b.value - a.value);
  const left = large ? Math.max(30, ...steps.map((value) => wide(stepText(value)) + 12)) : 4;
  const right = Math.max(24, ...notes.map(({ text }) => wide(text) + 10));
  const top = large ? 20 : 8;
  const bottom = 22;
  const x = (at: number) => left + ((at - first) / (last - first)) * (width - left - right);
  const y = (value: number) => Math.min(height - bottom, Math.max(top, top + ((max - value) / (max - min)) * (height - top - bottom)));
  const line = (points: readonly { at: number; value: number }[]) => points.map(({ at, value }, index) => `${index ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  // The bands open from where the figure stands today.
  const opening = lastPast ? [{ at: lastPast.at, expected: lastPast.value, low80: lastPast.value, high80: lastPast.value, low95: lastPast.value, high95: lastPast.value }] : [];
  const bands = [...opening, ...ahead.filter(({ at }) => !lastPast || at > lastPast.at)];
  const band = (low: 'low80' | 'low95', high: 'high80' | 'high95') => `${line(bands.map((point) => ({ at: point.at, value: point[high] })))}${line([...bands].reverse().map((point) => ({ at: point.at, value: point[low] }))).replace('M', 'L')}Z`;
  let lowest = -Infinity;
  const labels = notes.map((one) => {
    const at = Math.max(y(one.value) + 4, lowest + 16);
    lowest = at;
    return { ...one, at };
  });
  // Two labels at the foot of the picture move up together.
  const overhang = Math.max(0, lowest - (height - bottom + 2));
  const today = lastPast?.at ?? ahead[0]?.at ?? first;
  const ticks = large ? [first, ...(width < 500 ? [] : (last - first > 100 ? [59, 120, 181, 243] : last - first > 40 ? [15, 31, 46, 61] : [5, 11, 17, 23])).map((days) => first + days).filter((at) => last - at > (last - first) / 10 && (!end || Math.abs(at - today) > (last - first) / 15)), ...(end && today > first + 1 && today < last - 1 ? [today] : []), last]
    : [first, ...(end && today > first + 4 && today < last - 3 ? [today] : []), last];
  const dayLabel = (at: number) => String(new Date(at * dayMs).getUTCDate());
  const monthOf = (at: number) => new Date(at * dayMs).getUTCMonth() + 1;
  const long = last - first > 31;
  const noteAt = bands.length > 1 ? Math.min(...bands.map(({ high95 }) => y(high95))) - 8 : top;
  const middle = (x(today) + x(last)) / 2;
  return (
    <svg className={large ? 'spark fan large' : 'spark fan'} viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-labelledby={title} data-testid="fan">
      <title id={title}>{`${label}: ${[lastPast && t('landing.so_far', { value: metricText(lastPast.value, unit, t) }), end && t('landing.says', { value: metricText(end.expected, unit, t), low: metricText(end.low80, unit, t), high: metricText(end.high80, unit, t) })].filter(Boolean).join(' ')}`}</title>
      {steps.map((value) => (
        <g key={value}>
          <line x1={left} x2={width - right} y1={y(value)} y2={y(value)} stroke="var(--grid)" />
          <text x={left - 8} y={y(value) + 4} textAnchor="end">{stepText(value)}</text>
        </g>
      ))}
      {bands.length > 1 && <path d={band('low95', 'high95')} fill="var(--fan-95)" />}
      {bands.length > 1 && <path d={band('low80', 'high80')} fill="var(--fan-80)" />}
      {target !== null && <line x1={left} x2={width - right} y1={y(target)} y2={y(target)} stroke="var(--ink-2)" strokeWidth="1.25" strokeDasharray="4 3" />}
      {large && end && <><line x1={x(today)} x2={x(today)} y1={top - 10} y2={height - bottom} stroke="var(--line-2)" /><text x={x(today) + 5} y={top - 6}>{t('landing.today')}</text></>}
      <path d={line(past)} stroke="var(--c-own)" strokeWidth="2" fill="none" strokeLinejoin="round" />
      {bands.length > 1 && <path d={line(bands.map(({ at, expected }) => ({ at, value: expected })))} stroke="var(--c-own)" strokeWidth="1.5" strokeDasharray="1.5 3" fill="none" />}
      {lastPast && <circle cx={x(lastPast.at)} cy={y(lastPast.value)} r="3.5" fill="var(--c-own)" stroke="var(--surface)" strokeWidth="1.5" />}
      {large && width >= 500 && note && bands.length > 1 && x(today) + wide(note) + 40 <= width - right && <text x={Math.max(x(today) + wide(note) / 2 + 40, middle)} y={Math.max(top - 6, noteAt)} textAnchor="middle" className="n2">{note}</text>}
      {labels.map(({ text, at, strong }) => <text key={text} x={width - right + 8} y={at - overhang} className={strong ? 'k' : 'n2'}>{text}</text>)}
      {ticks.map((at) => <text key={at} x={x(at)} y={height - 4} textAnchor={at === first ? 'start' : at === last ? 'end' : 'middle'}>{at === first || long ? t('landing.month_day', { month: monthOf(at), day: dayLabel(at) }) : t('landing.day', { day: dayLabel(at) })}</text>)}
    </svg>
  );
}
