// A trend in a few pixels: a line with a dot at its end; gaps stay gaps.
import type { KpiCell } from '@/api/types';

const width = 260;
const pad = 5;

export function Sparkline({ cells, label, height = 56 }: { cells: readonly KpiCell[]; label: string; height?: number }) {
  const values = cells.map(({ value }) => value ?? null);
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return <div style={{ height }} />;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = (index: number) => pad + (index * (width - 2 * pad)) / Math.max(1, cells.length - 1);
  const y = (value: number) => (high === low ? height / 2 : height - pad - ((value - low) * (height - 2 * pad)) / (high - low));
  let path = '';
  let pen = false;
  values.forEach((value: number | null, index: number) => {
    if (value === null) {
      pen = false;
      return;
    }
    path += `${pen ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  });
  const last = values.reduce<number>((found, value, index) => (value === null ? found : index), -1);
  const lastValue = values[last] ?? null;
  return (
    <div style={{ position: 'relative', height }}>
      <svg viewBox={`0 0 ${width} ${height}`} width="100%" height={height} role="img" aria-label={label} preserveAspectRatio="none">
        <path d={path} fill="none" stroke="var(--c-own)" strokeWidth="2" vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
      </svg>
      {/* Outside the drawing, which is stretched to the card: a dot stays round. */}
      {lastValue !== null && <i className="spark-dot" style={{ left: `${(100 * x(last)) / width}%`, top: y(lastValue) }} />}
    </div>
  );
}
