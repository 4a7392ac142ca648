// The forecasts of a metric and month as they were made, day by day, beside what came true.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addMonths, dateText, monthStart, monthText, shortDate } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useLandingScope } from '@/shared/landing/hooks';
import { chanceText, periodSpan } from '@/shared/landing/model';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { HistoryChart } from '../components/history-chart';

const monthsBack = 12;

export default function HistoryPage() {
  const { t, i18n } = useTranslation();
  const { code = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const scope = useLandingScope();
  const running = monthStart(dateText(new Date())).slice(0, 7);
  const months = Array.from({ length: monthsBack + 1 }, (_, back) => addMonths(`${running}-01`, -back).slice(0, 7));
  const month = months.find((one) => one === search.get('month')) ?? running;
  const metrics = useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000 });
  const metric = metrics.data?.items.find((one) => one.code === code);
  const history = useQuery({
    queryKey: ['forecasts', 'history', code, month, scope],
    queryFn: ({ signal }) => call('GET /forecasts/history', { query: { metric: code, month, ...scope }, signal }),
    enabled: scope !== null, staleTime: 60_000, retry: false,
  });
  const unit = metric?.unit ?? 'number';
  const name = metric ? (i18n.language.startsWith('zh') ? metric.name_zh : metric.name_en) : '';
  const items = history.data?.items ?? [];
  const truth = history.data?.over ? (history.data.truth ?? null) : null;
  const within = (low: number, high: number) => truth !== null && low <= truth && truth <= high;
  const hits = items.filter(({ low80, high80 }) => within(low80, high80)).length;
  const days = Number(periodSpan(month).to.slice(8, 10));
  const target = items.at(-1)?.target ?? null;
  const choose = (next: string) => setSearch(next === running ? {} : { month: next }, { replace: true });
  return (
    <div className="col g16" data-testid="history">
      <div className="page-title wrap" style={{ marginBottom: 0 }}>
        <Link to="/kpi">{t('advance_control.board')}</Link><span className="i3">›</span>
        {name && <><Link to={`/kpi/${code}`}>{name}</Link><span className="i3">›</span></>}
        <h1>{t('advance_control.history.title')}</h1>
        <span className="sp" />
        <Link className="m" to={`/kpi/calibration?metric=${code}`}>{t('advance_control.calibration.title')} ›</Link>
        <select className="ip" style={{ width: 132, height: 28 }} aria-label={t('advance_control.month')} value={month} onChange={(event) => choose(event.target.value)}>
          {months.map((one) => <option key={one} value={one}>{monthText(one, i18n.language, { year: true })}</option>)}
        </select>
      </div>
      {!scope ? <div className="card"><Empty text={t('error.code.forbidden')} /></div> : history.error ? <ErrorNote error={history.error} onRetry={() => void history.refetch()} /> : history.isPending || metrics.isPending ? <div className="card"><Skeleton lines={8} height={20} /></div> : items.length === 0 ? (
        <div className="card"><Empty text={t('advance_control.history.nothing', { month: monthText(month, i18n.language, { year: true }) })} action={months[months.indexOf(month) + 1] && <button type="button" className="btn" onClick={() => choose(months[months.indexOf(month) + 1] ?? month)}>{t('advance_control.history.before')}</button>} /></div>
      ) : (
        <>
          <section className="card">
            <div className="hd wrap">
              <h2>{t('advance_control.history.question', { month: monthText(month, i18n.language, { year: true }) })}</h2>
              <span className="m i2" data-testid="history-answer">{truth === null ? t('advance_control.history.open', { count: items.length }) : t('advance_control.history.answer', { count: items.length, hits, value: metricText(truth, unit, t) })}</span>
              <span className="sp" /><span className="s i3">{t('advance_control.history.legend')}</span>
            </div>
            <div className="sec"><HistoryChart items={items} truth={truth} target={target} unit={unit} days={days} label={t('advance_control.history.chart_label', { name, month: monthText(month, i18n.language, { year: true }) })} /></div>
          </section>
          <section className="card">
            <div className="hd"><h2>{t('advance_control.history.table')}</h2><span className="sp" />
              <button type="button" className="btn sm" onClick={() => saveText(`${code}-forecasts-${month}.csv`, toCsv([
                [t('advance_control.history.made_on'), t('advance_control.history.expected'), '80% low', '80% high', '95% low', '95% high', t('landing.chance'), t('advance_control.history.so_far'), t('advance_control.history.result')],
                ...items.map((item) => [item.made_on, item.expected, item.low80, item.high80, item.low95, item.high95, item.chance_target, item.value_so_far, truth]),
              ]))}>{t('landing.export')}</button>
            </div>
            <div style={{ overflowX: 'auto' }}>
              <table className="t">
                <thead><tr><th>{t('advance_control.history.made_on')}</th><th className="n">{t('advance_control.history.so_far')}</th><th className="n">{t('advance_control.history.expected')}</th><th className="n">80%</th><th className="n">95%</th><th className="n">{t('landing.chance')}</th><th>{t('advance_control.history.result')}</th></tr></thead>
                <tbody>
                  {[...items].reverse().map((item) => (
                    <tr key={item.made_on}>
                      <td className="nw">{shortDate(new Date(`${item.made_on}T04:00:00Z`), new Date(), i18n.language)}</td>
                      <td className="n nw i2">{metricText(item.value_so_far, unit, t)}</td>
                      <td className="n nw b">{metricText(item.expected, unit, t)}</td>
                      <td className="n nw i2">{intervalText([item.low80, item.high80], unit, t)}</td>
                      <td className="n nw i2">{intervalText([item.low95, item.high95], unit, t)}</td>
                      <td className="n nw">{chanceText(item.chance_target)}</td>
                      <td className="nw">{truth === null ? <span className="i3">{t('advance_control.history.not_yet')}</span> : within(item.low80, item.high80) ? <State kind="good" plain>{t('advance_control.history.in80')}</State> : within(item.low95, item.high95) ? <State kind="warn" plain>{t('advance_control.history.in95')}</State> : <State kind="bad" plain>{t('advance_control.history.outside')}</State>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </div>
  );
}
