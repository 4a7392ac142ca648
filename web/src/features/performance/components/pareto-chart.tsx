// Which groups make most of the trouble: sorted bars, the sum so far as a line, the 80 % line between primary and secondary.
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiCell } from '@/api/types';
import { metricText } from '@/shared/format/metric';
import { Empty } from '@/shared/ui/basics';
import { fitsInside, pareto, troubleOf } from '../api/pareto';
import { groupLabel } from './group-label';

const height = 30;
const shownAtMost = 20;

interface Props { rows: readonly KpiCell[]; fact: string; by: string; unit: string; /** Of what a share counts. */ amountUnit: string; better: string; onPick: ((row: KpiCell) => void) | undefined }

/** How many pixels a bar of the whole takes: it changes with the window. */
function useBarWidth() {
  const [chart, setChart] = useState<HTMLDivElement | null>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!chart) return undefined;
    const measure = () => setWidth(chart.querySelector('.pareto-bar')?.getBoundingClientRect().width ?? 0);
    const resize = new ResizeObserver(measure);
    measure();
    resize.observe(chart);
    return () => resize.disconnect();
  }, [chart]);
  return { setChart, width };
}

export function ParetoChart({ rows, fact, by, unit, amountUnit, better, onPick }: Props) {
  const { t } = useTranslation();
  const { setChart, width } = useBarWidth();
  const slices = pareto(rows, (row) => troubleOf(row, unit, better));
  if (slices.length === 0) return <Empty text={t('performance.pareto.nothing')} />;
  const primary = slices.filter((slice) => slice.primary);
  const shown = slices.slice(0, Math.max(shownAtMost, primary.length));
  const points = shown.map(({ sum }, index) => `${sum * 100},${index * height + height / 2}`).join(' ');
  return (
    <div className="sec" data-testid="pareto">
      <p className="i2 m">{t(`performance.pareto.counts.${unit === 'percent' ? (better === 'up' ? 'misses' : 'hits') : 'amount'}`)}　{t('performance.pareto.answer', { primary: primary.length, all: slices.length, share: Math.round((primary.at(-1)?.sum ?? 0) * 100) })}</p>
      <div className="pareto" ref={setChart}>
        <svg className="pareto-line" viewBox={`0 0 100 ${shown.length * height}`} preserveAspectRatio="none" aria-hidden="true" style={{ height: shown.length * height }}>
          <line x1="80" x2="80" y1="0" y2={shown.length * height} />
          <polyline points={points} />
        </svg>
        {shown.map((slice, index) => {
          const label = groupLabel(fact, by, slice.item, t);
          const text = metricText(slice.amount, amountUnit, t);
          const inside = fitsInside(slice.share * width, text);
          return (
            <div key={slice.item.keys[by] ?? `none-${index}`} className={`pareto-row${slice.primary ? ' primary' : ''}${slice.primary && !shown[index + 1]?.primary ? ' last' : ''}`}>
              <span className="el">{onPick ? <button type="button" className="linkish el" title={label} onClick={() => onPick(slice.item)}>{label}</button> : label}</span>
              <span className="pareto-bar"><i style={{ width: `${slice.share * 100}%` }} /><b className={inside ? 'inside' : ''} style={inside ? { right: `${(1 - slice.share) * 100}%` } : { left: `${slice.share * 100}%` }}>{text}</b></span>
              <span className="r i2">{Math.round(slice.sum * 100)}%</span>
              <span className="s i2 nw">{t(slice.primary ? 'performance.pareto.primary' : 'performance.pareto.secondary')}</span>
            </div>
          );
        })}
      </div>
      <p className="i3 s">{slices.length > shown.length ? `${t('performance.pareto.more', { count: slices.length - shown.length })} · ` : ''}{t('performance.pareto.line')}</p>
    </div>
  );
}
