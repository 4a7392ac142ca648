// Yesterday in figures: what came in, what manufacturers still owe, how the house stands.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { addDays, dateText, longDate } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useSite } from '@/shared/session/session';
import { apart, dayFigure, useKpi, type DayFigure } from '../api/board';

const day = 86_400_000;

export function Yesterday({ now }: { now: Date }) {
  const { t, i18n } = useTranslation();
  const { site } = useSite();
  const today = dateText(now);
  const yesterday = addDays(today, -1);
  const where = site ? `site = '${site}'` : undefined;
  const days = useKpi({ metrics: ['revenue', 'intake_count'], from: addDays(yesterday, -35), to: today, grain: 'day', where });
  const owed = useKpi({ metrics: ['revenue_unsettled'], from: addDays(today, -365), to: addDays(today, 1), where });
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => call('GET /home', { signal }), staleTime: 60_000 });
  const series = (code: string) => days.data?.metrics.find((one) => one.code === code);
  const revenue = dayFigure(series('revenue'), yesterday);
  const intake = dayFigure(series('intake_count'), yesterday);
  const unsettled = owed.data?.metrics[0]?.cells[0];
  const weekday = longDate(new Date(now.getTime() - day), i18n.language);
  return (
    <section className="card home-strip" aria-label={t('home.yesterday')} data-testid="yesterday">
      <div><h2>{t('home.yesterday')}</h2><div className="s i3">{weekday}</div></div>
      {series('revenue') && (
        <Figure
          title={t('home.figure.revenue')} value={metricText(revenue.value, 'money', t)} to="/kpi/revenue" note={<Beside figure={revenue} />}
          more={t('home.month_so_far', { value: metricText(revenue.month, 'money', t) })}
        />
      )}
      {unsettled && (
        <Figure
          title={t('home.figure.unsettled')} value={metricText(unsettled.value, 'money', t)} to="/kpi/revenue_unsettled?period=last_12_months"
          note={t('home.unsettled_lines', { count: unsettled.n })} more={t('home.within_a_year')}
        />
      )}
      <Figure title={t('home.figure.intake')} value={metricText(intake.value, 'count', t)} to="/kpi/intake_count" note={<Beside figure={intake} />} more={t('home.month_so_far', { value: metricText(intake.month, 'count', t) })} />
      <Figure title={t('home.figure.open')} value={home.data?.open} to="/work-orders" note={home.data ? <span className={home.data.overdue > 0 ? 'b warn' : undefined}>{t('home.figure.overdue', { count: home.data.overdue })}</span> : ''} more={home.data ? t('home.figure.due_today', { count: home.data.due_today }) : ''} />
      <Figure title={t('home.figure.ready')} value={home.data?.ready_shelf} to="/work-orders?view=ready" note={home.data ? t('home.figure.over_7', { count: home.data.ready_over_7_days }) : ''} more={home.data ? t('home.figure.to_notify', { count: home.data.to_notify }) : ''} />
    </section>
  );
}

/** "比前四个周三均值高 8%"; a tenth and less is as usual. */
function Beside({ figure }: { figure: DayFigure }) {
  const { t } = useTranslation();
  const by = apart(figure);
  if (by === null) return null;
  if (Math.abs(by) <= 2) return <>{t('home.as_usual')}</>;
  return <>{t('home.than_usual')} <b>{t(by > 0 ? 'home.higher' : 'home.lower', { percent: Math.abs(by) })}</b></>;
}

function Figure({ title, value, note, more, to }: { title: string; value: string | number | null | undefined; note: ReactNode; more: string; to: string }) {
  return (
    <div>
      <Link to={to}>
        <div className="s i2">{title}</div>
        <div className="row g8 home-value"><span className="v">{value ?? '–'}</span><span className="s i3 el">{more}</span></div>
        <div className="s i2">{note}</div>
      </Link>
    </div>
  );
}
