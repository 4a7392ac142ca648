// The metrics that move before this one, each with its value and a small trend.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { metricText } from '@/shared/format/metric';
import { Skeleton, State } from '@/shared/ui/basics';
import type { CatalogueMetric } from '../api/answers';
import { changeOf } from '../api/change';
import { useKpi, type Span } from '../api/hooks';
import { sinceFirst, trendSpan } from '../api/periods';
import { Sparkline } from './sparkline';

interface Props { leads: readonly CatalogueMetric[]; span: Span; before: Span | null; today: string; where: string | undefined; period: string; zh: boolean }

export function LeadsCard({ leads, span, before, today, where, period, zh }: Props) {
  const { t } = useTranslation();
  const metrics = leads.map(({ code }) => code);
  const now = useKpi({ metrics, ...span, where });
  const then = useKpi({ metrics, ...(before ?? span), where }, before !== null);
  const trend = useKpi({ metrics, ...trendSpan(today), grain: 'month', where });
  return (
    <section className="card" data-testid="leads">
      <div className="hd"><h2>{t('performance.leads')}</h2></div>
      {now.isPending ? <Skeleton lines={4} /> : (
        <div className="sec col g12">
          {leads.map((metric) => {
            const name = zh ? metric.name_zh : metric.name_en;
            const cell = now.data?.metrics.find(({ code }) => code === metric.code)?.cells[0];
            const change = changeOf(cell, then.data?.metrics.find(({ code }) => code === metric.code)?.cells[0], metric.better, metric.unit);
            return (
              <Link key={metric.code} className="lead" to={`/kpi/${metric.code}?period=${period}`}>
                <span className="el" title={name}>{name}</span>
                <b className="r nw">{metricText(cell?.value, metric.unit, t)}</b>
                <span className="i2 s nw">n {cell?.n ?? 0}</span>
                <span className="lead-spark"><Sparkline cells={sinceFirst(trend.data?.metrics.find(({ code }) => code === metric.code)?.cells ?? [])} height={34} label={t('performance.trend_of', { name })} /></span>
                <span className="s nw">{change === 'none' ? null : <State kind={change === 'worse' ? 'bad' : change === 'better' ? 'good' : 'none'} plain>{t(`performance.change.${change}`)}</State>}</span>
              </Link>
            );
          })}
        </div>
      )}
    </section>
  );
}
