// The satisfaction ladder by month: complaints and dissatisfied below the line of need, very satisfied above the line of expectation.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { choiceText } from '@/shared/facts/facts';
import { dateText, monthText } from '@/shared/format/date';
import { useMay, useSite } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { enough } from '../api/change';
import { useFlow, type FlowCellQuery } from '../api/flow';
import { useDimensions, useKpi, useMetrics } from '../api/hooks';
import { aboveNeed, ladder, stepChange, steps, type Rung, type Step } from '../api/ladder';
import { condition, trendSpan } from '../api/periods';
import { CasesCard, type Picked } from '../components/cases-card';
import { FlowCard } from '../components/flow-card';
import { FlowCustomersCard } from '../components/flow-customers-card';
import { groupLabel } from '../components/group-label';
import './board-page.css';
import './metric-page.css';
import './ladder-page.css';

const answersOf = 'csat_rate';
const complaintsOf = 'complaint_count';
/** Pixels of all answers of a month. */
const whole = 210;
const cuts = ['product_line', 'model', 'manufacturer', 'region', 'customer_kind', 'technician', 'service_type', 'site'] as const;

export default function LadderPage() {
  const { t, i18n } = useTranslation();
  const zh = i18n.language !== 'en';
  const [search, setSearch] = useSearchParams();
  const { site } = useSite();
  const mayOpen = useMay('kpi.cases');
  const today = dateText(new Date());
  const span = trendSpan(today);
  const cut = cuts.find((name) => name === search.get('by')) ?? 'product_line';
  const group = search.get('group');
  const base = site ? condition([['site', site]]) : undefined;
  const where = [base, group ? condition([[cut, group]]) : ''].filter(Boolean).join(' and ') || undefined;
  const metrics = useMetrics();
  const known = metrics.data?.items.some(({ code }) => code === answersOf) ?? false;
  const withComplaints = metrics.data?.items.some(({ code }) => code === complaintsOf) ?? false;
  const dimensions = useDimensions();
  const answers = useKpi({ metrics: [answersOf], ...span, grain: 'month', by: ['class'], where }, known);
  const complaints = useKpi({ metrics: [complaintsOf], ...span, grain: 'month', where }, withComplaints);
  const groups = useKpi({ metrics: [answersOf], ...span, by: [cut], where: base }, known);
  const flow = useFlow(span, where, known);
  const [picked, setPicked] = useState<(Picked & { metric: string }) | null>(null);
  const [cell, setCell] = useState<(FlowCellQuery & { monthBefore: string }) | null>(null);
  const show = (next: Picked & { metric: string }) => { setCell(null); setPicked(next); };
  const change = (changes: Record<string, string>) => {
    setPicked(null);
    setCell(null);
    setSearch((previous) => {
      const next = new URLSearchParams(previous);
      for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key);
      return next;
    }, { replace: true });
  };
  const rungs = ladder(answers.data?.metrics[0]?.cells ?? [], complaints.data?.metrics[0]?.cells ?? []);
  const failed = metrics.error ?? answers.error ?? complaints.error;
  const options = [...(groups.data?.metrics[0]?.cells ?? [])].filter((row) => row.keys[cut] != null).sort((a, b) => b.n - a.n);
  const dimensionName = (code: string) => { const one = dimensions.data?.items.find((dimension) => dimension.code === code); return one ? (zh ? one.name_zh : one.name_en) : ''; };
  const stepName = (step: Step) => choiceText('survey_answer', 'class', step, t);
  const month = (rung: Rung, year = true) => monthText(rung.from, i18n.language, { year });
  const spanOfRung = (rung: Rung) => ({ from: rung.from.slice(0, 10), to: rung.to.slice(0, 10) });
  const open = mayOpen ? (rung: Rung, step: Step) => show({ metric: answersOf, span: spanOfRung(rung), where: [where, condition([['class', step]])].filter(Boolean).join(' and '), title: `${stepName(step)} · ${month(rung)}` }) : undefined;
  const openComplaints = mayOpen ? (rung: Rung) => show({ metric: complaintsOf, span: spanOfRung(rung), where, title: `${t('performance.ladder.complaints')} · ${month(rung)}` }) : undefined;
  const shownMetric = metrics.data?.items.find(({ code }) => code === picked?.metric);
  const last = rungs.at(-1);
  const flowMonths = (flow.data?.months ?? []).filter(({ cells }) => cells.length > 0);
  // The newest month has only begun: the one before it has a whole month behind it.
  const flowMonth = flowMonths.find(({ month: one }) => one === search.get('month')) ?? flowMonths.at(-2) ?? flowMonths.at(-1);
  // Both sides of the line have one scale.
  const below = Math.max(36, ...rungs.map(({ shares }) => (shares.neutral + shares.dissatisfied) * whole)) + 8;
  return (
    <div>
      <div className="page-title wrap">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <h1>{t('performance.ladder.title')}</h1>
        <span className="sp" />
        <select className="ip" style={{ width: 150, height: 32 }} aria-label={t('performance.by')} value={cut} onChange={(event) => change({ by: event.target.value, group: '' })}>
          {cuts.map((name) => <option key={name} value={name}>{dimensionName(name)}</option>)}
        </select>
        <select className="ip" style={{ width: 220, height: 32 }} aria-label={t('performance.group')} value={group ?? ''} onChange={(event) => change({ group: event.target.value })}>
          <option value="">{t('performance.ladder.everybody')}</option>
          {options.map((row) => <option key={row.keys[cut]} value={row.keys[cut] ?? ''}>{groupLabel('survey_answer', cut, row, t)}</option>)}
        </select>
      </div>
      {failed ? <ErrorNote error={failed} onRetry={() => { void answers.refetch(); void complaints.refetch(); }} /> : metrics.isPending || (known && answers.isPending) ? <div className="card"><Skeleton lines={10} /></div> : rungs.length === 0 ? <div className="card"><Empty text={t('performance.ladder.nothing')} /></div> : (
        <div className={picked || cell ? 'metric-grid' : ''}>
          <div className="col g16 min0">
            <section className="card" data-testid="ladder">
              <div className="hd wrap"><h2>{last && last.answers > 0 ? t('performance.ladder.question', { month: month(last), share: Math.round((last.shares.very_satisfied + last.shares.satisfied) * 1000) / 10, very: Math.round(last.shares.very_satisfied * 1000) / 10 }) : t('performance.ladder.title')}</h2>{last && last.answers > 0 && last.answers < enough && <State kind="none">{t('performance.few')}</State>}</div>
              <div className="ladder" role="img" aria-label={rungs.map((rung) => `${month(rung)}: ${steps.map((step) => `${stepName(step)} ${rung.counts[step]}`).join(', ')}, ${t('performance.ladder.complaints')} ${rung.complaints}`).join('; ')}>
                <div className="ladder-side" style={{ height: whole + 12 }}><span style={{ flex: 1 }} /><span className="s i2">{t('performance.ladder.need_line')}</span></div>
                {rungs.map((rung) => <Column key={rung.from} rung={rung} label={month(rung, rung === rungs[0] || rung.from.slice(5, 7) === '01')} below={below} stepName={stepName} open={open} />)}
              </div>
              <div className="sec row g16 wrap s i2">
                {steps.map((step) => <span key={step} className="row g4"><i className={`ladder-key ${step}`} />{stepName(step)}</span>)}
                <span className="row g4"><i className="ladder-key complaint" />{t('performance.ladder.complaints')}</span>
                <span className="row g4"><i className="ladder-key line" />{t('performance.ladder.expectation_line')}</span>
              </div>
            </section>
            {flow.error ? <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} /> : flowMonth && <FlowCard months={flowMonths} month={flowMonth} onMonth={(next) => change({ month: next })} onPick={mayOpen ? ({ before, now }) => { setPicked(null); setCell({ month: flowMonth.month, monthBefore: flowMonth.month_before, before, now, where }); } : undefined} />}
            <section className="card">
              <div className="hd"><h2>{t('performance.ladder.flow')}</h2><span className="sp" /><button type="button" className="btn sm" onClick={() => saveText('ladder.csv', toCsv([[t('performance.ladder.step'), ...rungs.map((rung) => rung.from.slice(0, 7))], ...steps.map((step) => [stepName(step), ...rungs.map((rung) => rung.counts[step])]), [t('performance.ladder.complaints'), ...rungs.map((rung) => rung.complaints)]]))}>{t('performance.export')}</button></div>
              <div style={{ overflowX: 'auto' }}>
                <table className="t" data-testid="ladder-table">
                  <thead><tr><th>{t('performance.ladder.step')}</th>{rungs.map((rung) => <th key={rung.from} className="n">{month(rung, false)}</th>)}</tr></thead>
                  <tbody>
                    {steps.map((step) => (
                      <tr key={step}>
                        <td className="nw">{stepName(step)}</td>
                        {rungs.map((rung, index) => <td key={rung.from} className="n nw"><Flow rung={rung} before={rungs[index - 1]} step={step} open={open} /></td>)}
                      </tr>
                    ))}
                    <tr><td className="nw b">{t('performance.ladder.complaints')}</td>{rungs.map((rung) => <td key={rung.from} className="n">{rung.complaints > 0 && openComplaints ? <button type="button" className="linkish" onClick={() => openComplaints(rung)}>{rung.complaints}</button> : rung.complaints}</td>)}</tr>
                    <tr><td className="nw i2">{t('performance.ladder.answers')}</td>{rungs.map((rung) => <td key={rung.from} className="n i2">{rung.answers}</td>)}</tr>
                  </tbody>
                </table>
              </div>
            </section>
          </div>
          {cell && <div className="min0"><FlowCustomersCard key={`${cell.month} ${cell.before} ${cell.now}`} cell={{ month: cell.month, before: cell.before, now: cell.now, where: cell.where }} monthBefore={cell.monthBefore} onClose={() => setCell(null)} /></div>}
          {picked && shownMetric && <div className="min0"><CasesCard key={`${picked.title} ${picked.where ?? ''}`} metric={shownMetric} picked={picked} nameOf={(code) => code} onClose={() => setPicked(null)} /></div>}
        </div>
      )}
    </div>
  );
}

/** Shares of the answers of a month, hung on the line of need; complaints stand beneath as they are. */
function Column({ rung, label, below, stepName, open }: { rung: Rung; label: string; below: number; stepName: (step: Step) => string; open: ((rung: Rung, step: Step) => void) | undefined }) {
  const part = (step: Step) => {
    const share = rung.shares[step];
    if (share === 0) return null;
    const text = `${Math.round(share * 100)}%`;
    const shared = { className: `ladder-part ${step}`, title: `${stepName(step)} ${rung.counts[step]} · ${text}`, style: { height: share * whole } };
    return open ? <button key={step} type="button" {...shared} onClick={() => open(rung, step)}>{share * whole >= 15 ? text : ''}</button> : <span key={step} {...shared}>{share * whole >= 15 ? text : ''}</span>;
  };
  return (
    <div className="ladder-column">
      <div className="ladder-above" style={{ height: whole + 2 }}>{aboveNeed.map(part)}</div>
      <div className="ladder-below" style={{ height: below }}>{(['neutral', 'dissatisfied'] as const).map(part)}</div>
      <div className="ladder-complaints">{rung.complaints > 0 ? <span className="tag bad">{rung.complaints}</span> : <span className="i3 s">0</span>}</div>
      <div className="s i3 nw">{label}</div>
    </div>
  );
}

function Flow({ rung, before, step, open }: { rung: Rung; before: Rung | undefined; step: Step; open: ((rung: Rung, step: Step) => void) | undefined }) {
  const points = stepChange(rung, before, step);
  const count = rung.counts[step];
  const moved = points !== null && Math.abs(points) >= 0.5 && Math.min(rung.answers, before?.answers ?? 0) >= enough;
  return (
    <>
      {count > 0 && open ? <button type="button" className="linkish" onClick={() => open(rung, step)}>{count}</button> : count}
      <span className="i2 s"> {rung.answers ? `${Math.round(rung.shares[step] * 100)}%` : ''}{moved ? ` ${points > 0 ? '↑' : '↓'}${Math.abs(points).toFixed(1)}` : ''}</span>
    </>
  );
}
