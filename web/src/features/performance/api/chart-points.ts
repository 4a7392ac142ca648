// A control chart as the screen draws it: from the first point with data, its signals and phases moved along.
import type { ChartPanel, ControlChartAnswer } from './answers';

export interface Signal { rule: string; direction: string; from: string; to: string; points: readonly number[]; at: number }
export interface Phase { first: number; last: number; reason: string; provisional: boolean }
export interface DrawnChart { points: ChartPanel['points']; cells: ControlChartAnswer['cells']['cells']; signals: Signal[]; phases: Phase[] }

/** The main panel. Signals come newest first. */
export function drawn({ cells, chart }: ControlChartAnswer): DrawnChart {
  const panel = chart.panels[0];
  const begin = cells.cells.findIndex(({ n, value }) => n > 0 || (value ?? 0) !== 0);
  if (!panel || begin < 0) return { points: [], cells: [], signals: [], phases: [] };
  const label = (index: number) => panel.points[index]?.label.slice(0, 10) ?? '';
  return {
    points: panel.points.slice(begin),
    cells: cells.cells.slice(begin),
    signals: panel.signals.map(({ rule, direction, at, points }) => ({
      rule, direction, at: at - begin, points: points.map((point) => point - begin), from: label(points[0] ?? at), to: label(points.at(-1) ?? at),
    })).sort((a, b) => b.at - a.at),
    phases: chart.phases.filter(({ last }) => last >= begin).map(({ first, last, reason, provisional }) => ({ first: Math.max(0, first - begin), last: last - begin, reason, provisional })),
  };
}

/** Charts whose points are values of the metric, so that its unit names them. */
export function inMetricUnit(kind: string): boolean {
  return ['p', 'laney_p', 'xmr', 'ewma', 'u', 'laney_u', 'c'].includes(kind);
}

/** What the axis shows: all values, and the limits of points with a usual number of cases; those of a week with one case would flatten the rest. */
export function rangeOf(points: DrawnChart['points'], unit = ''): [number | undefined, number | undefined] {
  const sizes = points.map(({ n }) => n).filter((n) => n > 0).sort((a, b) => a - b);
  const usual = (sizes[Math.floor(sizes.length / 2)] ?? 0) / 2;
  const seen = points.flatMap(({ value, centre, lower, upper, n }) => [value, ...(n >= usual ? [centre, lower, upper] : [])]).filter((one): one is number => one != null);
  if (seen.length === 0) return [undefined, undefined];
  const low = Math.min(...seen);
  const high = Math.max(...seen);
  const space = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 ? Math.max(0, low - space) : low - space, unit === 'percent' && high <= 1 ? Math.min(1.02, high + space) : high + space];
}

/** Moves labels apart that would lie on each other, as little as it takes, within the picture; in the order given. */
export function keptApart(places: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  const moved = [...places];
  let least = top;
  for (const index of order) {
    moved[index] = Math.max(moved[index] ?? 0, least);
    least = (moved[index] ?? 0) + gap;
  }
  let most = bottom;
  for (const index of [...order].reverse()) {
    moved[index] = Math.min(moved[index] ?? 0, most);
    most = (moved[index] ?? 0) - gap;
  }
  return moved;
}
