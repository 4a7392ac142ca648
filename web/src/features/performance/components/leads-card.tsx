// The metrics that move before this one, each with its value, where it will land and a small trend.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { metricText } from '@/shared/format/metric';
import { useLandingBoard, useLandingScope } from '@/shared/landing/hooks';
import { LandingCard } from '@/shared/landing/landing-card';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
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
  const scope = useLandingScope();
  const board = useLandingBoard(scope, { metrics });
  return (
    <section className="card" data-testid="leads">
      <div className="hd"><h2>{t('performance.leads')}</h2><span className="i2 m">{t('performance.leads_note')}</span></div>
      {leads.length === 0 ? <Empty text={t('performance.no_leads')} /> : now.isPending || (scope && board.isPending) ? <Skeleton lines={4} /> : (
        <div className="sec landing-cards">
          {leads.map((metric) => {
            const name = zh ? metric.name_zh : metric.name_en;
            const cell = now.data?.metrics.find(({ code }) => code === metric.code)?.cells[0];
            const change = changeOf(cell, then.data?.metrics.find(({ code }) => code === metric.code)?.cells[0], metric.better, metric.unit);
            const line = board.data?.items.find((one) => one.metric === metric.code);
            if (line && board.data) return <div key={metric.code} className="lead-card" data-lead={metric.code}><LandingCard line={line} month={board.data.month} /></div>;
            return (
              <Link key={metric.code} className="lead" data-lead={metric.code} to={`/kpi/${metric.code}?period=${period}`}>
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
