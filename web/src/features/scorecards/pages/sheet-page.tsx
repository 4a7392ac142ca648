// One bonus sheet: what makes the total, the scores behind it, what it would be today, and the next step.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { call } from '@/api/client';
import { recordPath } from '@/shared/facts/facts';
import { goalText, nameIn } from '@/shared/figures/standing';
import { monthText, shortMoment } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { formatMoney, parseMoney } from '@/shared/format/money';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useSession } from '@/shared/session/session';
import { Field, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useBonusMonths, useBonusRefresh, useMetrics, usePayer, useSheet, type BonusLine, type BonusSheet } from '../api/hooks';
import { problemsOf, refusal } from '../api/problems';
import { pointsText, weightText } from '../api/score';
import { PointsBar, ScoreTabs, SheetStateMark } from '../components/parts';

type Ask = 'appeal' | 'decide' | 'correct';

export default function SheetPage() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const payer = usePayer();
  const sheet = useSheet(id);
  const metrics = useMetrics();
  const refresh = useBonusRefresh();
  const [ask, setAsk] = useState<Ask | null>(null);
  const data = sheet.data;
  const own = data?.employee_id === user.employee_id && user.employee_id != null;
  const step = useMutation({
    mutationFn: (name: 'send' | 'confirm' | 'approve') => call(`POST /bonus-sheets/{id}/${name}`, { path: { id }, ifMatch: data?.version ?? 1 }),
    onSuccess: ({ state }) => { toast('good', t(`scorecards.moved.${state}`)); refresh(); },
    onError: (error) => { toast('bad', refusal(error, t)); refresh(); },
  });
  const may = (name: BonusSheet['allowed'][number]) => {
    if (!data?.allowed.includes(name)) return false;
    if (name === 'confirm' || name === 'appeal') return own;
    if (name === 'approve') return payer.approve && !own;
    return payer.write && (name !== 'decide' || !own);
  };
  useShortcuts(may('confirm') ? [{ key: 'a', label: t('scorecards.action.confirm'), run: () => { if (!step.isPending) step.mutate('confirm'); } }] : []);
  const nameOf = (metric: string) => { const found = metrics.data?.items.find(({ code }) => code === metric); return found ? nameIn(found, i18n.language) : t(`scorecards.kpi_name.${metric}`, { defaultValue: t('scorecards.some_kpi') }); };
  const monthName = (month: string) => monthText(`${month}-01`, i18n.language, { year: true });
  const lineText = (line: BonusLine) => {
    if (line.kind === 'score') return data ? t('scorecards.line.score', { base: formatMoney(data.base), factor: data.factor }) : '';
    if (line.kind === 'correction') return t('scorecards.line.correction', { month: monthName(line.of_month) });
    if (line.kind === 'addition' || line.kind === 'deduction') return nameOf(line.metric);
    return t(`scorecards.line.${line.kind}`);
  };
  return (
    <div className="scorecards">
      <ScoreTabs />
      <div className="page-title wrap">
        <Link to={data ? `/bonus${payer.any ? `?month=${data.month}` : ''}` : '/bonus'}>{t('scorecards.sheets')}</Link><span className="i3">›</span>
        <h1>{data ? t('scorecards.sheet_title', { name: data.employee_name, month: monthName(data.month) }) : t('scorecards.sheet')}</h1>
        {data && <SheetStateMark state={data.state} plain={false} />}
        <span className="sp" />
        {may('correct') && <button type="button" className="btn" onClick={() => setAsk('correct')}>{t('scorecards.action.correct')}</button>}
        {may('send') && <button type="button" className="btn p" disabled={step.isPending} onClick={() => step.mutate('send')}>{t('scorecards.action.send')}</button>}
        {may('appeal') && <button type="button" className="btn" onClick={() => setAsk('appeal')}>{t('scorecards.action.appeal')}</button>}
        {may('confirm') && <button type="button" className="btn p" disabled={step.isPending} onClick={() => step.mutate('confirm')}>{t('scorecards.action.confirm')} <kbd>A</kbd></button>}
        {may('decide') && <button type="button" className="btn p" onClick={() => setAsk('decide')}>{t('scorecards.action.decide')}</button>}
        {may('approve') && <button type="button" className="btn p" disabled={step.isPending} onClick={() => step.mutate('approve')}>{t('scorecards.action.approve')}</button>}
      </div>
      {sheet.error ? <ErrorNote error={sheet.error} onRetry={() => void sheet.refetch()} /> : !data ? <div className="card"><Skeleton lines={8} height={18} /></div> : (
        <div className="sheet-grid">
          <div className="col g16 min0">
            <section className="card" data-testid="lines">
              <div className="hd"><h2>{t('scorecards.how_made')}</h2></div>
              <table className="t">
                <tbody>
                  {data.lines.map((line, index) => {
                    const path = line.record ? recordPath(line.record.kind, line.record.id) : null;
                    return (
                      <tr key={index} data-line={line.kind}>
                        <td className="i2 nw">{t(`scorecards.line_kind.${line.kind}`)}</td>
                        <td>{lineText(line)}{line.record && <> · {path ? <Link to={path}>{line.record.no || t('scorecards.case')}</Link> : line.record.no}</>}{line.reason && <div className="i2 s">{line.reason}</div>}</td>
                        <td className="n b nw" data-amount={line.amount.amount}>{line.kind === 'veto' ? '–' : `${line.amount.amount > 0 && index > 0 ? '+' : ''}${formatMoney(line.amount)}`}</td>
                      </tr>
                    );
                  })}
                </tbody>
                <tfoot><tr className="total"><td colSpan={2}>{t('scorecards.pay')}</td><td className="n sheet-pay" data-testid="pay" data-amount={data.total.amount}>{formatMoney(data.total)}</td></tr></tfoot>
              </table>
            </section>
            <section className="card" data-testid="sheet-rows">
              <div className="hd wrap"><h2>{t('scorecards.behind')}</h2><span className="sp" /><span className="m i2">{data.sum == null ? t('scorecards.no_score') : t('scorecards.sum_line', { sum: pointsText(data.sum), coefficient: data.coefficient.toFixed(2) })} <b className="sheet-sum">{pointsText(data.score)}</b></span></div>
              <div style={{ overflowX: 'auto' }}>
                <table className="t">
                  <thead><tr><th>{t('scorecards.kpi')}</th><th className="n">{t('scorecards.weight')}</th><th className="n">{t('scorecards.value')}</th><th className="n">n</th><th className="n">{t('scorecards.target')}</th><th className="n">{t('scorecards.score')}</th><th style={{ width: '16%' }}>{t('scorecards.bar')}</th><th className="n">{t('scorecards.contribution')}</th></tr></thead>
                  <tbody>{data.rows.map((row) => (
                    <tr key={row.metric}>
                      <td>{nameOf(row.metric)}{row.measured_at !== 'own' && <span className="i3 s"> {t(`scorecards.measured.${row.measured_at}`)}</span>}</td><td className="n">{weightText(row.weight)}</td><td className="n b nw">{metricText(row.value, row.unit, t)}</td><td className="n i2">{row.n}</td><td className="n nw">{goalText(row.target, row.unit, row.better, t)}</td>
                      <td className="n">{row.standing === 'scored' ? pointsText(row.points) : <span className="i3 s nw">{t(`scorecards.standing.${row.standing}`)}</span>}</td><td><PointsBar points={row.standing === 'scored' ? row.points : null} /></td><td className="n b">{row.standing === 'scored' ? row.contribution.toFixed(2) : '–'}</td>
                    </tr>
                  ))}</tbody>
                </table>
              </div>
              {data.spread > 0 && <p className="sec i2 s">{t('scorecards.spread', { weight: weightText(data.spread) })}</p>}
            </section>
          </div>
          <aside className="col g16">
            <section className="card sec col g12" data-testid="sheet-state">
              <h2>{t('scorecards.progress_title')}</h2>
              {own && data.state === 'sent' && <p className="note pri">{data.answer_until ? t('scorecards.answer_until', { at: shortMoment(new Date(data.answer_until)) }) : t('scorecards.please_answer')}</p>}
              {data.vetoed && <State kind="bad">{t('scorecards.vetoed')}</State>}
              {data.grace && <State kind="none" plain>{t('scorecards.grace')}</State>}
              <dl className="kv sheet-times">
                {([['computed', data.computed_at], ['sent', data.sent_at], ['answered', data.answered_at], ['decided', data.decided_at], ['approved', data.approved_at], ['paid', data.paid_at]] as const).map(([name, moment]) => (moment ? <div key={name} style={{ display: 'contents' }}><dt>{t(`scorecards.time.${name}`)}</dt><dd>{shortMoment(new Date(moment))}</dd></div> : null))}
              </dl>
              {data.appeal_reason && <div className="note warn" data-testid="appeal"><b>{t('scorecards.appeal_reason')}</b><br />{data.appeal_reason}</div>}
              {data.decision && <div className="note" data-testid="decision"><b>{t(`scorecards.decision.${data.decision}`)}</b><br />{data.decision_reason}</div>}
            </section>
            {data.now && (
              <section className="card sec col g8" data-testid="now">
                <h2>{t('scorecards.today')}</h2>
                {data.now.differs ? <><State kind="warn">{t('scorecards.differs', { difference: `${data.now.difference.amount > 0 ? '+' : ''}${formatMoney(data.now.difference)}` })}</State><p className="i2 m">{t('scorecards.differs_hint', { total: formatMoney(data.now.total), score: pointsText(data.now.score) })}</p></> : <State kind="good" plain>{t('scorecards.same')}</State>}
              </section>
            )}
          </aside>
        </div>
      )}
      {ask && data && <AskDialog ask={ask} sheet={data} onClose={() => setAsk(null)} />}
    </div>
  );
}

/** A signed amount as typed: `-120`, `+80.5`. */
function signed(text: string, currency: string) {
  const plain = text.trim().replace(/^−/, '-');
  const money = parseMoney(plain.replace(/^[+-]/, ''), currency);
  return money && plain.startsWith('-') ? { ...money, amount: -money.amount } : money;
}

function AskDialog({ ask, sheet, onClose }: { ask: Ask; sheet: BonusSheet; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const refresh = useBonusRefresh();
  const months = useBonusMonths();
  const [reason, setReason] = useState('');
  const [decision, setDecision] = useState<'upheld' | 'changed'>('upheld');
  const [amount, setAmount] = useState('');
  const locked = (months.data?.items ?? []).filter((one) => one.locked_at && one.month < sheet.month).map((one) => one.month);
  const [picked, setMonth] = useState('');
  const month = picked || locked[0] || '';
  const [wrong, setWrong] = useState(false);
  const { currency } = sheet.total;
  const needsAmount = ask === 'correct' || (ask === 'decide' && decision === 'changed');
  const saving = useMutation({
    mutationFn: () => {
      const common = { path: { id: sheet.id }, ifMatch: sheet.version };
      const money = signed(amount, currency);
      if (ask === 'appeal') return call('POST /bonus-sheets/{id}/appeal', { ...common, body: { reason: reason.trim() } });
      if (ask === 'decide') return call('POST /bonus-sheets/{id}/decide', { ...common, body: { decision, reason: reason.trim(), change: decision === 'changed' ? money : null } });
      return call('POST /bonus-sheets/{id}/correct', { ...common, body: { of_month: month, amount: money ?? { amount: 0, currency }, reason: reason.trim() } });
    },
    onSuccess: ({ state }) => { toast('good', t(ask === 'correct' ? 'scorecards.corrected' : `scorecards.moved.${state}`)); refresh(); onClose(); },
  });
  const problems = problemsOf(saving.error, t);
  const ofAmount = Object.entries(problems).filter(([name]) => /^(amount|change)/.test(name)).flatMap(([, list]) => list);
  const own = wrong ? [{ pointer: '/amount', code: '-', message: t('scorecards.field.number') }] : [];
  const submit = () => { const bad = needsAmount && !signed(amount, currency); setWrong(bad); if (!bad) saving.mutate(); };
  return (
    <Dialog
      title={t(`scorecards.action.${ask}`)} onClose={onClose} onSubmit={submit}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t(`scorecards.action.${ask}`)}</button></>}
    >
      <p className="i2">{t(`scorecards.ask_hint.${ask}`)}</p>
      {saving.error && Object.keys(problems).length === 0 ? <div className="note bad" role="alert">{refusal(saving.error, t)}</div> : null}
      {ask === 'decide' && <><div className="note warn"><b>{t('scorecards.appeal_reason')}</b><br />{sheet.appeal_reason}</div><Segmented full label={t('scorecards.action.decide')} value={decision} onChange={setDecision} options={(['upheld', 'changed'] as const).map((value) => ({ value, label: t(`scorecards.decision.${value}`) }))} /></>}
      {ask === 'correct' && <Field label={t('scorecards.of_month')} problems={problems.of_month ?? []}>{(control) => <select className="ip" {...control} value={month} onChange={(event) => setMonth(event.target.value)}>{locked.map((one) => <option key={one} value={one}>{monthText(`${one}-01`, i18n.language, { year: true })}</option>)}</select>}</Field>}
      {needsAmount && <Field label={t('scorecards.by_how_much')} hint={t('scorecards.signed_hint')} problems={[...own, ...ofAmount]}>{(control) => <input className="ip" inputMode="text" {...control} value={amount} onChange={(event) => setAmount(event.target.value)} />}</Field>}
      <Field label={t('scorecards.reason')} problems={problems.reason ?? []}>{(control) => <textarea className="ip" rows={3} {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
    </Dialog>
  );
}
