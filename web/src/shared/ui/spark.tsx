// A small trend drawn in SVG: line, band of intervals, dashed reference; no chart library.
import { useId } from 'react';

export interface SparkPoint { label: string; value: number | null; low: number | null; high: number | null; text: string }

interface SparkProps { points: readonly SparkPoint[]; reference: number | null; better: string; label: string; width?: number; height?: number }

export function Spark({ points, reference, label, width = 286, height = 124 }: SparkProps) {
  const title = useId();
  const known = points.flatMap(({ value, low, high }) => [value, low, high]).filter((value) => value !== null);
  if (reference !== null) known.push(reference);
  if (known.length === 0) return <div style={{ height }} aria-hidden="true" />;
  const min = Math.min(...known);
  const max = Math.max(...known);
  const space = (max - min || Math.abs(max) || 1) * 0.12;
  const longest = Math.max(...points.map(({ text }) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0)));
  const left = 4, right = Math.max(58, longest * 6.6 + 12), top = 8, bottom = 22;
  const x = (index: number) => left + (index / Math.max(1, points.length - 1)) * (width - left - right);
  const y = (value: number) => top + ((max + space - value) / (max - min + 2 * space)) * (height - top - bottom);
  const drawn = points.flatMap((point, index) => (point.value === null ? [] : [{ ...point, value: point.value, index }]));
  const band = drawn.filter(({ low, high }) => low !== null && high !== null);
  const last = drawn.at(-1);
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-labelledby={title} style={{ marginTop: 8 }}>
      <title id={title}>{`${label}: ${points.map((point) => `${point.label} ${point.text}`).join(', ')}`}</title>
      {band.length > 1 && <path d={`${band.map(({ index, high }, at) => `${at ? 'L' : 'M'}${x(index)} ${y(high ?? 0)}`).join('')}${[...band].reverse().map(({ index, low }) => `L${x(index)} ${y(low ?? 0)}`).join('')}Z`} fill="var(--fan-95)" />}
      {reference !== null && <line x1={left} x2={width - right} y1={y(reference)} y2={y(reference)} stroke="var(--ink-2)" strokeWidth="1.25" strokeDasharray="4 3" />}
      <path d={drawn.map(({ index, value }, at) => `${at ? 'L' : 'M'}${x(index)} ${y(value)}`).join('')} stroke="var(--c-own)" strokeWidth="2" fill="none" strokeLinejoin="round" />
      {last && <circle cx={x(last.index)} cy={y(last.value)} r="3.5" fill="var(--c-own)" stroke="var(--surface)" strokeWidth="1.5" />}
      {last && <text x={width - right + 8} y={y(last.value) + 4} className="k">{last.text}</text>}
      {points.map((point, index) => (index === 0 || index === points.length - 1 || index === Math.floor((points.length - 1) / 2) ? (
        <text key={point.label + String(index)} x={x(index)} y={height - 4} textAnchor={index === 0 ? 'start' : 'middle'}>{point.label}</text>
      ) : null))}
    </svg>
  );
}
