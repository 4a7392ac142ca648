// Every forecast of a month on the day it was made, as bands about the month's end; what came true as a line through them.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { metricText } from '@/shared/format/metric';
import { shortMetric } from '@/shared/landing/model';
import { usePhone } from '@/shared/ui/basics';

export type KeptForecast = components['schemas']['KeptForecast'];

interface Props { items: readonly KeptForecast[]; truth: number | null; target: number | null; unit: string; label: string; days: number }

const height = 320, top = 16, bottom = 26;
const wide = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12.2 : 7), 0);

export function HistoryChart({ items, truth, target, unit, label, days }: Props) {
  const { t } = useTranslation();
  const title = useId();
  const phone = usePhone();
  const width = phone ? 420 : 1240;
  const known = [...items.flatMap(({ low95, high95 }) => [low95, high95]), ...(truth === null ? [] : [truth]), ...(target === null ? [] : [target])];
  if (items.length === 0) return null;
  const space = (Math.max(...known) - Math.min(...known) || Math.abs(known[0] ?? 1) || 1) * 0.08;
  let min = Math.min(...known) - space;
  let max = Math.max(...known) + space;
  if (Math.min(...known) >= 0) min = Math.max(0, min);
  if (unit === 'percent' && Math.max(...known) <= 1) max = Math.min(1, max);
  const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => min + share * (max - min));
  const left = Math.max(...steps.map((value) => wide(shortMetric(value, unit, t, max)))) + 14;
  const notes = [
    ...(target === null ? [] : [{ value: target, text: t('landing.target_short', { value: shortMetric(target, unit, t) }), truth: false }]),
    ...(truth === null ? [] : [{ value: truth, text: t('landing.result_short', { value: shortMetric(truth, unit, t) }), truth: true }]),
  ].sort((a, b) => b.value - a.value);
  const right = Math.max(20, ...notes.map(({ text }) => wide(text) + 12));
  const step = (width - left - right) / days;
  const x = (day: number) => left + (day - 0.5) * step;
  const y = (value: number) => top + ((max - value) / (max - min)) * (height - top - bottom);
  const breadth = Math.min(18, step * 0.62);
  let lowest = -Infinity;
  return (
    <svg className="spark history" viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-labelledby={title} data-testid="history-chart">
      <title id={title}>{label}</title>
      {steps.map((value) => (
        <g key={value}>
          <line x1={left} x2={width - right} y1={y(value)} y2={y(value)} stroke="var(--grid)" />
          <text x={left - 8} y={y(value) + 4} textAnchor="end">{shortMetric(value, unit, t, max)}</text>
        </g>
      ))}
      {target !== null && <line x1={left} x2={width - right} y1={y(target)} y2={y(target)} stroke="var(--ink-2)" strokeWidth="1.25" strokeDasharray="4 3" />}
      {items.map((item) => {
        const day = Number(item.made_on.slice(8, 10));
        const hit = truth === null || (item.low80 <= truth && truth <= item.high80);
        return (
          <g key={item.made_on} data-day={day}>
            <title>{t('advance_control.history.said', { day, value: metricText(item.expected, unit, t), low: metricText(item.low80, unit, t), high: metricText(item.high80, unit, t) })}</title>
            <rect x={x(day) - breadth / 2} width={breadth} y={y(item.high95)} height={Math.max(1, y(item.low95) - y(item.high95))} rx="2" fill="var(--fan-95)" />
            <rect x={x(day) - breadth / 2} width={breadth} y={y(item.high80)} height={Math.max(1, y(item.low80) - y(item.high80))} rx="2" fill="var(--fan-80)" />
            {hit ? <circle cx={x(day)} cy={y(item.expected)} r="3.5" fill="var(--c-own)" stroke="var(--surface)" strokeWidth="1.5" />
              : <path d={`M${x(day)} ${y(item.expected) - 5}l5 8.5h-10z`} fill="var(--bad-mark)" stroke="var(--surface)" strokeWidth="1" />}
          </g>
        );
      })}
      {truth !== null && <line x1={left} x2={width - right} y1={y(truth)} y2={y(truth)} stroke="var(--c-own)" strokeWidth="2" />}
      {notes.map((note) => {
        const at = Math.max(y(note.value) + 4, lowest + 16);
        lowest = at;
        return <text key={note.text} x={width - right + 8} y={at} className={note.truth ? 'k' : 'n2'}>{note.text}</text>;
      })}
      {(phone ? [1, 10, 20, days] : [1, 5, 10, 15, 20, 25, days]).filter((day, index, all) => index === all.length - 1 || days - day > 2).map((day) => <text key={day} x={x(day)} y={height - 6} textAnchor="middle">{t('landing.day', { day })}</text>)}
    </svg>
  );
}
