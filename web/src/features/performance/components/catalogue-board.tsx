// The whole catalogue in its seven classes, the deck's twelve first; a click leads to the records.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import type { KpiCell } from '@/api/types';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addDays, dateText, monthText } from '@/shared/format/date';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { boardGroups, classNames } from '../api/catalogue';
import { changeOf, isFew } from '../api/change';
import { useKpi, useMetrics } from '../api/hooks';
import { condition, sinceFirst, spanBefore, spanOf, trendSpan, type PeriodName } from '../api/periods';
import { Sparkline } from './sparkline';

interface Props { period: PeriodName; change: (changes: Record<string, string>) => void }

export function CatalogueBoard({ period, change }: Props) {
  const { t, i18n } = useTranslation();
  const [search] = useSearchParams();
  const { site } = useSite();
  const chosen = classNames.find((name) => name === search.get('class')) ?? 'all';
  const [text, setText] = useState(search.get('q') ?? '');
  const today = dateText(new Date());
  const where = site ? condition([['site', site]]) : undefined;
  const span = spanOf(period, today);
  const past = spanBefore(period, today);
  const metrics = useMetrics();
  const codes = useMemo(() => metrics.data?.items.map(({ code }) => code) ?? [], [metrics.data]);
  const now = useKpi({ metrics: codes, ...span, where }, codes.length > 0);
  const before = useKpi({ metrics: codes, ...(past ?? span), where }, codes.length > 0 && past !== null);
  const trend = useKpi({ metrics: codes, ...trendSpan(today), grain: 'month', where }, codes.length > 0);
  const groups = boardGroups(metrics.data?.items ?? [], chosen, text);
  const failed = metrics.error ?? now.error;
  const cells = (of: typeof now, code: string) => of.data?.metrics.find((one) => one.code === code)?.cells ?? [];

  return (
    <div>
      <div className="row g12 wrap board-filter">
        <div className="metric-parts"><Segmented label={t('performance.class')} value={chosen} onChange={(value) => change({ class: value === 'all' ? '' : value })} options={[{ value: 'all' as const, label: t('performance.class_name.all') }, ...classNames.map((value) => ({ value, label: t(`performance.class_name.${value}`) }))]} /></div>
        <label className="ip box" style={{ width: 260, height: 32 }}>
          <Icon name="search" />
          <input data-search type="search" aria-label={t('performance.filter')} placeholder={t('performance.filter')} value={text} onChange={(event) => { setText(event.target.value); change({ q: event.target.value.trim() }); }} />
          <kbd>/</kbd>
        </label>
        <span className="sp" />
        <span className="i2 m">{metrics.data ? t('performance.metric_count', { count: new Set(groups.flatMap((group) => group.metrics.map(({ code }) => code))).size }) : ''}</span>
        <button type="button" className="btn sm" disabled={!now.data} onClick={() => saveText(`board-${span.from}-${addDays(span.to, -1)}.csv`, toCsv([
          [t('performance.class'), t('performance.metric'), t('performance.value'), t('performance.writing.unit'), 'n', t('performance.interval'), t('performance.interval'), t('performance.target'), t('performance.earlier')],
          ...groups.flatMap((group) => group.metrics.map((metric) => {
            const cell = cells(now, metric.code)[0];
            return [t(`performance.class_name.${group.name}`), i18n.language === 'en' ? metric.name_en : metric.name_zh, cell?.value, t(`performance.writing.unit_name.${metric.unit}`), cell?.n, cell?.interval?.[0], cell?.interval?.[1], metric.target, past ? cells(before, metric.code)[0]?.value : null];
          })),
        ]))}
        >{t('performance.export')}</button>
      </div>
      {failed ? <ErrorNote error={failed} onRetry={() => void now.refetch()} /> : null}
      {!failed && (metrics.isPending || (now.isPending && codes.length > 0)) ? <div className="board">{Array.from({ length: 8 }, (_, index) => <div key={index} className="card"><Skeleton lines={4} /></div>)}</div> : null}
      {metrics.data && (now.data || codes.length === 0) && (groups.length === 0 ? <div className="card"><Empty text={t(metrics.data.items.length === 0 ? 'performance.no_metrics' : 'performance.no_match')} action={metrics.data.items.length > 0 && <button type="button" className="btn" onClick={() => { setText(''); change({ q: '', class: '' }); }}>{t('performance.show_all')}</button>} /></div> : groups.map((group) => (
        <section key={group.name} className="board-group" data-class={group.name} aria-label={t(`performance.class_name.${group.name}`)}>
          <h2>{t(`performance.class_name.${group.name}`)} <span className="i3 s">{group.metrics.length}</span></h2>
          <div className="board">
            {group.metrics.map((metric) => (
              <MetricCard
                key={metric.code} metric={metric} zh={i18n.language !== 'en'} period={period} cell={cells(now, metric.code)[0]}
                before={past ? cells(before, metric.code)[0] : undefined} trend={sinceFirst(cells(trend, metric.code))}
              />
            ))}
          </div>
        </section>
      )))}
    </div>
  );
}

function MetricCard({ metric, cell, before, trend, zh, period }: { metric: CatalogueMetric; cell: KpiCell | undefined; before: KpiCell | undefined; trend: readonly KpiCell[]; zh: boolean; period: PeriodName }) {
  const { t, i18n } = useTranslation();
  const [value, unit] = metricParts(cell?.value ?? null, metric.unit, t);
  const interval = intervalText(cell?.interval, metric.unit, t);
  const few = cell !== undefined && isFew(cell, metric.unit);
  const change = changeOf(cell, before, metric.better, metric.unit);
  const name = zh ? metric.name_zh : metric.name_en;
  return (
    <Link to={`/kpi/${metric.code}?period=${period}`} className="card board-card" data-metric={metric.code}>
      <div className="row g8 board-head">
        <h3 className="two-lines" title={name}>{name}</h3>
        <span className="sp" />
        {cell?.value == null ? <State kind="none">{t(cell && cell.pending > 0 ? 'performance.too_early' : 'performance.no_data')}</State> : few ? <State kind="none">{t('performance.few')}</State> : change !== 'none' ? <State kind={change === 'worse' ? 'bad' : change === 'better' ? 'good' : 'none'}>{t(`performance.change.${change}`)}</State> : null}
      </div>
      <div className="row g8 board-value">
        <span className={value.length > 6 ? 'figure long' : 'figure'}>{value}<small>{unit}</small></span>
        <span className="sp" />
        <span className="i2 s r nw">
          n {cell?.n ?? 0}{interval && <> · {t('performance.interval')} {interval}</>}
          {before?.value != null && <><br />{t('performance.before_short', { value: metricText(before.value, metric.unit, t) })}</>}
          {cell && cell.pending > 0 ? <><br />{t('performance.pending', { count: cell.pending })}</> : null}
          {cell && cell.unlinked > 0 ? <><br />{t('performance.unlinked', { count: cell.unlinked })}</> : null}
        </span>
      </div>
      <Sparkline cells={trend} label={t('performance.trend_of', { name })} />
      <div className="row s i3">
        <span>{trend[0] && monthText(trend[0].period.from, i18n.language, { year: true })}</span><span className="sp" />
        {cell?.provisional && cell.value != null ? <span className="i2">{t('performance.provisional')}</span> : <span>{t(`performance.better.${metric.better}`)}</span>}
        <span className="sp" /><span>{trend.length > 1 && monthText(trend.at(-1)?.period.from ?? '', i18n.language)}</span>
      </div>
    </Link>
  );
}
