// The pack of a review in the order of its agenda: figures, exceptions, overdue work, causes, decisions, findings, actions, effects.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { choiceText, recordPath } from '@/shared/facts/facts';
import { shortDate, shortMoment, spanText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import { State, useNow } from '@/shared/ui/basics';
import { alertText, useAlertNames, type AlertNames } from '@/shared/alerts/words';
import { bilingual, metricName, stateMarks, useMetricList } from '../api/improvement';
import { DecisionRows } from './decision-rows';

type Schemas = components['schemas'];
type Review = Schemas['Review'];
type Line = Schemas['ReviewLine'];
type Figure = Schemas['ReviewFigure'];

const enough = 30;
const shownAtMost = 30;

export function Pack({ review }: { review: Review }) {
  const { t, i18n } = useTranslation();
  const names = useAlertNames();
  const metrics = useMetricList();
  const { pack } = review;
  const zh = i18n.language.startsWith('zh');
  const day = (date: string) => shortDate(new Date(`${date}T04:00:00Z`), new Date(), i18n.language);
  const factOf = (code: string) => metrics.data?.items.find((one) => one.code === code)?.fact ?? '';
  return (
    <>
      <Part title={t('improvement.review.agenda')} name="agenda">
        <ol className="review-agenda sec">{pack.agenda.map((item) => <li key={item.no}><b>{item.no}</b><span className="sp">{zh ? item.title_zh : item.title_en}</span><span className="i2 nw">{t('format.minutes', { m: item.minutes })}</span></li>)}</ol>
      </Part>
      <Part title={t('improvement.review.part.figures')} name="figures">
        <table className="t">
          <thead><tr><th>{t('improvement.metric')}</th><th className="n">{t('improvement.review.value')}</th><th className="n">n</th><th className="n">{t('improvement.review.interval')}</th><th className="n">{t('improvement.review.before')}</th><th className="n">{t('improvement.review.target')}</th><th>{t('improvement.state')}</th></tr></thead>
          <tbody>{pack.figures.map((figure) => <FigureRow key={figure.metric} figure={figure} />)}</tbody>
        </table>
      </Part>
      <Part title={t('improvement.review.part.exceptions')} name="exceptions" empty={pack.exceptions.length === 0}><Lines lines={pack.exceptions} names={names} /></Part>
      <Part title={t('improvement.review.part.overdue_work')} name="overdue_work" empty={pack.overdue_work.length === 0}><Lines lines={pack.overdue_work} names={names} figures={false} /></Part>
      {pack.paretos.map((pareto) => (
        <Part key={`${pareto.metric} ${pareto.dimension}`} title={t('improvement.review.causes_of', { name: zh ? pareto.name_zh : pareto.name_en })} note={spanText(pareto.from, pareto.to, i18n.language)} name="pareto" empty={pareto.items.length === 0}>
          <div className="sec im-pareto">
            {pareto.items.slice(0, 10).map((item, index) => (
              <div key={item.key || `none-${index}`} className={`im-pareto-row${item.primary ? ' primary' : ''}${item.within_line && !pareto.items[index + 1]?.within_line ? ' line' : ''}`}>
                <span /><span className="el">{item.label ? choiceText(factOf(pareto.metric), pareto.dimension, item.label, t) : t('improvement.pareto.unknown')}</span>
                <span className="im-pareto-bar"><i style={{ width: `${(item.cases / Math.max(1, pareto.items[0]?.cases ?? 1)) * 80}%` }} /><b>{item.cases}</b></span><span className="r i2">{Math.round(item.cumulative * 100)}%</span>
              </div>
            ))}
          </div>
        </Part>
      ))}
      <Part title={t('improvement.review.part.last_decisions')} name="last_decisions" empty={pack.last_decisions.length === 0}><DecisionRows decisions={pack.last_decisions} /></Part>
      <Part title={t('improvement.review.part.open_decisions')} name="open_decisions" empty={pack.open_decisions.length === 0}><DecisionRows decisions={pack.open_decisions} /></Part>
      <Part title={t('improvement.review.part.findings')} name="findings" empty={pack.open_findings.length === 0}>
        <table className="t"><tbody>{pack.open_findings.map((row) => (
          <tr key={row.id}><td className="nw i2">{row.no}</td><td><Link to={`/findings/${row.id}`}>{row.title}</Link></td><td>{row.source.metric ? `${metricName(row)} ${row.scope_label}` : ''}</td><td className="nw">{row.owner_name}</td><td className="nw"><State kind={stateMarks[row.state] ?? 'none'} plain>{t(`improvement.finding_state.${row.state}`)}</State></td></tr>
        ))}</tbody></table>
      </Part>
      <Part title={t('improvement.review.part.overdue_actions')} name="overdue_actions" empty={pack.overdue_actions.length === 0}>
        <table className="t"><tbody>{pack.overdue_actions.map((row) => (
          <tr key={row.id}><td className="nw i2">{row.no}</td><td><Link to={row.finding_id ? `/findings/${row.finding_id}` : `/actions?action=${row.id}`}>{row.title}</Link></td><td className="nw">{row.owner_name}</td><td className="nw"><State kind="bad" plain>{row.due_on ? t('improvement.review.was_due', { day: day(row.due_on) }) : t('improvement.overdue')}</State></td></tr>
        ))}</tbody></table>
      </Part>
      <Part title={t('improvement.review.part.effect_checks')} name="effect_checks" empty={pack.due_checks.length === 0}>
        <table className="t"><tbody>{pack.due_checks.map((row) => (
          <tr key={row.id}><td><Link to={row.finding_id ? `/findings/${row.finding_id}` : `/actions?action=${row.action_id}`}>{row.action_title}</Link></td><td>{row.measures ? `${metricName(row)} ${row.scope_label}` : ''}</td><td className="nw">{t('improvement.check.title', { days: row.after_days })}</td><td className="nw">{row.effect ? t(`improvement.verdict.${row.effect.verdict}`) : day(row.due_on)}</td></tr>
        ))}</tbody></table>
      </Part>
    </>
  );
}

function Part({ title, note, name, empty = false, children }: { title: string; note?: string; name: string; empty?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section className={`card review-part${empty ? ' empty-part' : ''}`} data-part={name}>
      <div className="hd"><h2>{title}</h2>{note && <span className="i2 s">{note}</span>}{empty && <span className="i2 m">{t('improvement.review.nothing')}</span>}</div>
      {!empty && <div style={{ overflowX: 'auto' }}>{children}</div>}
    </section>
  );
}

function FigureRow({ figure }: { figure: Figure }) {
  const { t } = useTranslation();
  const { unit } = figure;
  const few = (unit === 'percent' || unit === 'duration_ms') && figure.n < enough;
  const name = i18next.language.startsWith('zh') ? figure.name_zh : figure.name_en;
  return (
    <tr>
      <td><Link to={`/kpi/${figure.metric}`}>{name}</Link></td><td className="n b">{metricText(figure.value, unit, t)}</td><td className="n i2">{figure.n}</td><td className="n i2 nw">{intervalText(figure.interval, unit, t)}</td><td className="n i2">{metricText(figure.before, unit, t)}</td>
      <td className="n nw">{figure.target == null ? '' : `${figure.better === 'down' ? '≤' : '≥'} ${metricText(figure.target, unit, t)}`}</td>
      <td className="nw">{figure.value == null ? <State kind="none" plain>{t('improvement.review.no_value')}</State> : few ? <State kind="none" plain>{t('improvement.review.few')}</State> : figure.on_target == null ? '' : <State kind={figure.on_target ? 'good' : 'bad'} plain>{t(figure.on_target ? 'improvement.review.reached' : 'improvement.review.missed')}</State>}{figure.provisional && figure.value != null && <span className="s i2"> {t('improvement.review.provisional')}</span>}</td>
    </tr>
  );
}

function Lines({ lines, names, figures = true }: { lines: readonly Line[]; names: AlertNames; figures?: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const mayAlerts = useMay('alert.read');
  const warned = lines.some(({ kind }) => kind === 'alert');
  // The pack names a warning by its kind; those that are still open say themselves in words.
  const open = useQuery({ queryKey: ['alerts', 'list', 'words'], queryFn: ({ signal }) => call('GET /alerts', { query: { open: true, limit: 200 }, signal }), enabled: warned && mayAlerts, staleTime: 60_000 });
  const alerts = new Map((open.data?.items ?? []).map((alert) => [alert.id, alert]));
  const unitOf = (line: Line) => (line.metric ? names.metric(line.metric)?.unit : undefined);
  const path = (line: Line) => (line.metric ? `/kpi/${line.metric}` : line.kind === 'alert' ? `/alerts?alert=${line.id}` : recordPath(line.kind, line.id));
  const title = (line: Line) => {
    if (line.kind !== 'alert') return bilingual(line);
    const alert = alerts.get(line.id);
    return alert ? alertText(alert, names, t, now) : t(`alert.kind.${line.title_zh}`, { defaultValue: t('improvement.review.line.alert') });
  };
  return (
    <table className="t">
      <thead><tr><th>{t('improvement.review.what')}</th><th>{t('improvement.source')}</th>{figures && <><th>{t('improvement.scope')}</th><th className="n">{t('improvement.review.value')}</th><th className="n">{t('improvement.review.target')}</th><th className="n">{t('improvement.review.chance')}</th></>}<th>{t('improvement.field.owner_id')}</th><th>{t('improvement.review.due')}</th></tr></thead>
      <tbody>
        {lines.slice(0, shownAtMost).map((line) => {
          const unit = unitOf(line);
          const to = path(line);
          return (
            <tr key={`${line.kind} ${line.id}`}>
              <td>{to ? <Link to={to}>{title(line)}</Link> : title(line)}{line.no && line.no !== title(line) ? <span className="i2"> {line.no}</span> : null}</td><td className="nw i2">{t(`improvement.review.line.${line.kind}`, { defaultValue: t('improvement.review.line.other') })}</td>{figures && <><td className="nw">{line.scope_label || (line.scope === 'company' ? t('alert.company') : '')}</td>
              <td className="n nw">{unit && line.value != null ? metricText(line.value, unit, t) : ''}</td><td className="n nw i2">{unit && line.target != null ? metricText(line.target, unit, t) : ''}</td><td className="n nw">{line.chance == null ? '' : line.chance < 0.01 ? '<1%' : `${Math.round(line.chance * 100)}%`}</td></>}
              <td className="nw">{line.owner_name || (line.owner_id ? names.scope('person', line.owner_id) : '')}</td><td className="nw">{line.at ? shortMoment(new Date(line.at)) : ''}</td>
            </tr>
          );
        })}
        {lines.length > shownAtMost && <tr><td colSpan={8} className="i2">{t('improvement.review.more_lines', { count: lines.length - shownAtMost })}</td></tr>}
      </tbody>
    </table>
  );
}
