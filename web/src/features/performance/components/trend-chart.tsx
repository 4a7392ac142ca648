// The trend of one metric: value by period with its 95 % interval as a band.
import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiCell } from '@/api/types';
import { monthText, spanText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';

echarts.use([LineChart, BarChart, CustomChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Props { cells: readonly KpiCell[]; unit: string; title: string; onPick: (index: number) => void }

export default function TrendChart({ cells, unit, title, onPick }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const holder = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const chart = echarts.init(element, undefined, { renderer: 'svg' });
    const draw = () => chart.setOption(option(element, cells, unit, title, language, t), true);
    draw();
    chart.getZr().on('click', (event) => {
      const [index] = chart.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]);
      if (index !== undefined && index >= 0 && index < cells.length) pick.current(Math.round(index));
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(element);
    // Colours come from the theme's variables, which change with it.
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      resize.disconnect();
      themed.disconnect();
      chart.dispose();
    };
  }, [cells, unit, title, language, t]);
  return <div ref={holder} style={{ height: 280 }} role="img" aria-label={title} data-testid="trend-chart" />;
}

function option(element: HTMLElement, cells: readonly KpiCell[], unit: string, title: string, language: string, t: ReturnType<typeof useTranslation>['t']): echarts.EChartsCoreOption {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const text = { color: color('--ink-3'), fontSize: 12, fontFamily: style.fontFamily };
  // The year stands where the axis begins and where a year begins.
  const label = (cell: KpiCell, index: number) => monthText(cell.period.from, language, { year: index === 0 || cell.period.from.slice(5, 7) === '01' });
  return {
    animation: false,
    aria: { enabled: true, description: title },
    grid: { left: 64, right: 24, top: 16, bottom: 28 },
    xAxis: { type: 'category', data: cells.map(label), axisLine: { show: false }, axisTick: { show: false }, axisLabel: text },
    yAxis: {
      type: 'value', scale: unit !== 'count', splitLine: { lineStyle: { color: color('--grid') } },
      axisLabel: { ...text, formatter: (value: number) => metricText(value, unit, t) },
    },
    tooltip: {
      trigger: 'axis', backgroundColor: color('--surface'), borderColor: color('--line'), textStyle: { color: color('--ink'), fontSize: 13 },
      formatter: (points: unknown) => {
        const index = (points as { dataIndex: number }[])[0]?.dataIndex ?? 0;
        const cell = cells[index];
        if (!cell) return '';
        const interval = intervalText(cell.interval, unit, t);
        return `${spanText(cell.period.from, cell.period.to, language)}<br/><b>${metricText(cell.value, unit, t)}</b>　n ${cell.n}${interval ? `　${t('performance.interval')} ${interval}` : ''}${cell.provisional ? `<br/>${t('performance.provisional')}` : ''}`;
      },
    },
    series: [
      {
        type: 'custom', silent: true, z: 1, data: cells.map((cell, index) => [index, cell.interval?.[0] ?? null, cell.interval?.[1] ?? null]),
        encode: { x: 0, y: [1, 2] },
        renderItem: (_: unknown, api: { value: (dimension: number) => number; coord: (point: number[]) => number[]; size: (span: number[]) => number[] }) => {
          const low = api.value(1);
          const high = api.value(2);
          if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
          const [x = 0, top = 0] = api.coord([api.value(0), high]);
          const [, bottom = 0] = api.coord([api.value(0), low]);
          const [step = 40] = api.size([1, 0]);
          const breadth = Math.min(18, step * 0.5);
          return { type: 'rect', shape: { x: x - breadth / 2, y: top, width: breadth, height: Math.max(1, bottom - top), r: 2 }, style: { fill: color('--fan-80') } };
        },
      },
      {
        type: 'line', z: 2, data: cells.map(({ value }) => value), connectNulls: false, symbol: 'circle', symbolSize: 6,
        lineStyle: { width: 2, color: color('--c-own') }, itemStyle: { color: color('--c-own') },
      },
    ],
  };
}
