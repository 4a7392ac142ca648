// The landing board: every metric of the chosen period with its trend; a click leads to the records.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import type { KpiCell, Metric } from '@/api/types';
import { dateText } from '@/shared/format/date';
import { intervalText, metricParts } from '@/shared/format/metric';
import { useSite } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useKpi, useMetrics } from '../api/hooks';
import { condition, readPeriod, spanOf, trendSpan, type PeriodName } from '../api/periods';
import { PeriodChoice } from '../components/filters';
import { Sparkline } from '../components/sparkline';
import './board-page.css';

export default function BoardPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { site } = useSite();
  const period = readPeriod(search.get('period'));
  const today = dateText(new Date());
  const where = site ? condition([['site', site]]) : undefined;
  const span = spanOf(period, today);
  const metrics = useMetrics();
  const codes = useMemo(() => metrics.data?.items.map(({ code }) => code) ?? [], [metrics.data]);
  const now = useKpi({ metrics: codes, ...span, where }, codes.length > 0);
  const trend = useKpi({ metrics: codes, ...trendSpan(today), grain: 'month', where }, codes.length > 0);
  const change = (value: PeriodName) => setSearch({ period: value }, { replace: true });
  const failed = metrics.error ?? now.error;

  return (
    <div>
      <div className="page-title">
        <h1>{t('performance.board')}</h1>
        <span className="i2 m">{span.from} — {span.to}</span>
        <span className="sp" />
        <PeriodChoice value={period} onChange={change} />
      </div>
      {failed ? <ErrorNote error={failed} onRetry={() => void now.refetch()} /> : null}
      {metrics.isPending || now.isPending ? <div className="board">{Array.from({ length: 6 }, (_, index) => <div key={index} className="card"><Skeleton lines={4} /></div>)}</div> : null}
      {metrics.data && now.data && (metrics.data.items.length === 0 ? <Empty text={t('performance.no_metrics')} /> : (
        <div className="board">
          {metrics.data.items.map((metric) => (
            <MetricCard
              key={metric.code} metric={metric} zh={i18n.language !== 'en'} period={period}
              cell={now.data.metrics.find(({ code }) => code === metric.code)?.cells[0]}
              trend={trend.data?.metrics.find(({ code }) => code === metric.code)?.cells ?? []}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function MetricCard({ metric, cell, trend, zh, period }: { metric: Metric; cell: KpiCell | undefined; trend: readonly KpiCell[]; zh: boolean; period: PeriodName }) {
  const { t } = useTranslation();
  const [value, unit] = metricParts(cell?.value ?? null, metric.unit, t);
  const interval = intervalText(cell?.interval, metric.unit, t);
  const few = cell !== undefined && metric.unit !== 'count' && cell.n > 0 && cell.n < 30;
  const name = zh ? metric.name_zh : metric.name_en;
  return (
    <Link to={`/kpi/${metric.code}?period=${period}`} className="card board-card" data-metric={metric.code}>
      <div className="row g8">
        <h3 className="el">{name}</h3>
        <span className="sp" />
        {cell?.value == null ? <State kind="none">{t('performance.no_data')}</State> : few ? <State kind="none">{t('performance.few')}</State> : cell.provisional ? <State kind="none">{t('performance.provisional')}</State> : null}
      </div>
      <div className="row g8 board-value">
        <span className="figure">{value}<small>{unit}</small></span>
        <span className="sp" />
        <span className="i2 s r">
          n {cell?.n ?? 0}{interval && <> · {t('performance.interval')} {interval}</>}
          {cell && cell.unlinked > 0 ? <><br />{t('performance.unlinked', { count: cell.unlinked })}</> : null}
        </span>
      </div>
      <Sparkline cells={trend} label={t('performance.trend_of', { name })} />
      <div className="row s i3"><span>{trend[0]?.period.from.slice(0, 7)}</span><span className="sp" /><span>{t(`performance.better.${metric.better}`)}</span><span className="sp" /><span>{trend.at(-1)?.period.from.slice(0, 7)}</span></div>
    </Link>
  );
}
