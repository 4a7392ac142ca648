// A control chart: values, centre, stepped limits, signals as triangles on a band, phases with their reason.
import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { monthText, shortDate, spanText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { keptApart, rangeOf, type DrawnChart } from '../api/chart-points';

echarts.use([LineChart, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent, AriaComponent, SVGRenderer]);

interface Props { chart: DrawnChart; unit: string; grain: string; title: string; onPick: (index: number) => void }

export default function ControlChart({ chart, unit, grain, title, onPick }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const holder = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const drawn = echarts.init(element, undefined, { renderer: 'svg' });
    // The limits' names are moved apart once their places are known.
    const draw = () => {
      drawn.setOption(option(element, chart, unit, grain, title, language, t), true);
      drawn.setOption({ series: labelPlaces(drawn, element.clientHeight, chart, unit) });
    };
    draw();
    drawn.getZr().on('click', (event) => {
      const [index] = drawn.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]);
      if (index !== undefined && index >= 0 && index < chart.points.length) pick.current(Math.round(index));
    });
    const resize = new ResizeObserver(() => {
      drawn.resize();
      draw();
    });
    resize.observe(element);
    // Colours come from the theme's variables, which change with it.
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      resize.disconnect();
      themed.disconnect();
      drawn.dispose();
    };
  }, [chart, unit, grain, title, language, t]);
  return <div ref={holder} style={{ height: 300 }} role="img" aria-label={title} data-testid="trend-chart" />;
}

type Point = DrawnChart['points'][number];
const limitNames = ['upper', 'centre', 'lower'] as const;
type LimitName = (typeof limitNames)[number];

function lastOf(points: readonly Point[], read: (point: Point) => number | null | undefined): number | null {
  return points.reduce<number | null>((found, point) => read(point) ?? found, null);
}

/** A limit beyond the axis runs along its edge. */
function withinAxis(number: number | null | undefined, low: number | undefined, high: number | undefined): number | null {
  return number == null ? null : Math.min(high ?? number, Math.max(low ?? number, number));
}

/** How far each limit's name moves from the end of its line. */
function labelPlaces(drawn: echarts.ECharts, height: number, { points }: DrawnChart, unit: string) {
  const [low, high] = rangeOf(points, unit);
  const ends = limitNames.flatMap((id) => {
    const end = withinAxis(lastOf(points, (point) => point[id]), low, high);
    return end === null ? [] : [{ id, y: Number(drawn.convertToPixel({ yAxisIndex: 0 }, end)) }];
  });
  const places = keptApart(ends.map(({ y }) => y), 16, 8, height - 8);
  return ends.map(({ id, y }, index) => ({ id, endLabel: { offset: [0, (places[index] ?? y) - y] } }));
}

function option(element: HTMLElement, { points, cells, signals, phases }: DrawnChart, unit: string, grain: string, title: string, language: string, t: ReturnType<typeof useTranslation>['t']): echarts.EChartsCoreOption {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const text = { color: color('--ink-3'), fontSize: 12, fontFamily: style.fontFamily };
  const value = (number: number | null | undefined) => metricText(number, unit, t);
  const label = (day: string, index: number) => (grain === 'month' ? monthText(day, language, { year: index === 0 || day.slice(5, 7) === '01' }) : shortDate(new Date(`${day.slice(0, 10)}T04:00:00Z`)));
  const signalled = new Set(signals.flatMap(({ points: concerned }) => concerned));
  const narrow = element.clientWidth < 520;
  const [low, high] = rangeOf(points, unit);
  const within = (number: number | null | undefined) => withinAxis(number, low, high);
  const line = (id: LimitName, name: string, read: (point: (typeof points)[number]) => number | null | undefined, stroke: string, width: number) => ({
    type: 'line', id, name, z: 1, symbol: 'none', step: 'middle', connectNulls: false, silent: true, data: points.map((point) => within(read(point))), lineStyle: { width, color: stroke },
    endLabel: { show: true, formatter: () => `${name} ${value(lastOf(points, read))}`, color: text.color, fontSize: 12, fontFamily: text.fontFamily, distance: 6 },
  });
  return {
    animation: false,
    aria: { enabled: true, description: title },
    grid: { left: 8, right: narrow ? 96 : 130, top: 16, bottom: 4, containLabel: true },
    xAxis: { type: 'category', boundaryGap: true, data: points.map((point, index) => label(point.label, index)), axisLine: { show: false }, axisTick: { show: false }, axisLabel: text },
    yAxis: { type: 'value', scale: true, min: low, max: high, splitLine: { lineStyle: { color: color('--grid') } }, splitNumber: 4, axisLabel: { ...text, showMinLabel: false, showMaxLabel: false, formatter: (number: number) => value(number) } },
    tooltip: {
      trigger: 'axis', backgroundColor: color('--surface'), borderColor: color('--line'), textStyle: { color: color('--ink'), fontSize: 13 },
      formatter: (shown: unknown) => {
        const index = (shown as { dataIndex: number }[])[0]?.dataIndex ?? 0;
        const point = points[index];
        const cell = cells[index];
        if (!point || !cell) return '';
        const rules = signals.filter(({ points: concerned }) => concerned.includes(index)).map(({ rule }) => t(`performance.rule.${rule}`));
        return [
          spanText(cell.period.from.slice(0, 10), cell.period.to.slice(0, 10), language),
          `<b>${value(point.value)}</b>　n ${cell.n}`,
          point.centre == null ? '' : `${t('performance.chart.centre')} ${value(point.centre)}　${t('performance.chart.limits')} ${value(point.lower)}–${value(point.upper)}`,
          ...rules.map((rule) => `▲ ${rule}`),
        ].filter(Boolean).join('<br/>');
      },
    },
    series: [
      {
        type: 'line', z: 3, connectNulls: false, lineStyle: { width: 2, color: color('--c-own') },
        data: points.map((point, index) => ({
          value: point.value ?? null, symbol: signalled.has(index) ? 'triangle' : 'circle', symbolSize: signalled.has(index) ? 10 : 6,
          itemStyle: { color: color(signalled.has(index) ? '--bad-mark' : '--c-own') },
        })),
        markArea: {
          silent: true, itemStyle: { color: color('--bad-mark'), opacity: 0.07 },
          data: signals.slice(0, 6).map((signal) => [{ xAxis: Math.min(...signal.points) }, { xAxis: Math.max(...signal.points) }]),
        },
        markLine: {
          silent: true, symbol: 'none', lineStyle: { color: color('--ink-3'), type: [4, 3], width: 1 },
          label: { formatter: (mark: { name?: string }) => (mark.name ?? '').slice(0, 14), ...text, position: 'insideEndTop', rotate: 0 },
          data: phases.filter(({ first }) => first > 0).map(({ first, reason }) => ({ xAxis: first, name: reason })),
        },
      },
      line('centre', t('performance.chart.centre'), ({ centre }) => centre, color('--ink-3'), 1.25),
      line('upper', t('performance.chart.upper'), ({ upper }) => upper, color('--bad-mark'), 1),
      line('lower', t('performance.chart.lower'), ({ lower }) => lower, color('--bad-mark'), 1),
    ],
  };
}
