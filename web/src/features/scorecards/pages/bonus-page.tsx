// Bonus sheets: who pays sees a month and its steps, everybody else his own sheets.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { call, downloadUrl } from '@/api/client';
import { MonthChoice } from '@/shared/figures/parts';
import { addMonths, dateText, monthText, shortMoment } from '@/shared/format/date';
import { formatMoney } from '@/shared/format/money';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useSession } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { Dialog, ErrorNote, Menu, toast } from '@/shared/ui/overlay';
import { sheetStates, useBonusMonths, useBonusRefresh, usePayer, useSheets, type BonusSheetRow } from '../api/hooks';
import { refusal } from '../api/problems';
import { pointsText } from '../api/score';
import { ScoreTabs, SheetStateMark } from '../components/parts';

export default function BonusPage() {
  const payer = usePayer();
  return <div className="scorecards"><ScoreTabs />{payer.any ? <PayerPage /> : <OwnPage />}</div>;
}

function OwnPage() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const sheets = useSheets({ employee_id: user.employee_id ?? '' }, Boolean(user.employee_id));
  return (
    <>
      <div className="page-title wrap"><h1>{t('scorecards.my_sheets')}</h1></div>
      {!user.employee_id ? <div className="card"><Empty text={t('scorecards.no_employee')} /></div> : sheets.error ? <ErrorNote error={sheets.error} onRetry={() => void sheets.refetch()} /> : !sheets.data ? <div className="card"><Skeleton lines={5} /></div> : sheets.data.length === 0 ? <div className="card"><Empty text={t('scorecards.no_sheets')} /></div> : (
        <div className="sheet-cards" data-testid="own-sheets">
          {sheets.data.map((sheet) => (
            <Link key={sheet.id} className={`card sheet-card${sheet.state === 'sent' ? ' open' : ''}`} to={`/bonus/${sheet.id}`}>
              <span className="row g8"><b>{monthText(`${sheet.month}-01`, i18n.language, { year: true })}</b><span className="sp" /><SheetStateMark state={sheet.state} /></span>
              <span className="sheet-total">{formatMoney(sheet.total)}</span>
              <span className="i2 m">{sheet.score == null ? t('scorecards.no_score') : t('scorecards.score_factor', { score: pointsText(sheet.score), factor: sheet.factor })}</span>
              {sheet.state === 'sent' && <b className="pri m">{t('scorecards.please_answer')} ›</b>}
            </Link>
          ))}
        </div>
      )}
    </>
  );
}

type Step = 'compute' | 'send' | 'approve' | 'lock';

function PayerPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const payer = usePayer();
  const { user } = useSession();
  const [search, setSearch] = useSearchParams();
  const months = useBonusMonths();
  const running = dateText(new Date()).slice(0, 7);
  const month = search.get('month') ?? months.data?.items[0]?.month ?? addMonths(`${running}-01`, -1).slice(0, 7);
  const known = [...new Set([running, addMonths(`${running}-01`, -1).slice(0, 7), ...(months.data?.items.map((one) => one.month) ?? [])])].sort().reverse();
  const sheets = useSheets({ month }, months.data !== undefined);
  const state = sheetStates.find((one) => one === search.get('state'));
  const site = search.get('site') ?? '';
  const [step, setStep] = useState<Step | null>(null);
  const [at, setAt] = useState(0);
  const table = useRef<HTMLTableElement>(null);
  const all = sheets.data ?? [];
  const sites = [...new Map(all.map((sheet) => [sheet.site_id, sheet.site_name]))];
  const rows = all.filter((sheet) => (!state || sheet.state === state) && (!site || sheet.site_id === site));
  const one = months.data?.items.find((item) => item.month === month);
  const locked = one?.locked_at != null;
  const change = (changes: Record<string, string>) => { setAt(0); setSearch((previous) => { const next = new URLSearchParams(previous); for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key); return next; }, { replace: true }); };
  const count = (of: BonusSheetRow['state']) => all.filter((sheet) => sheet.state === of).length;
  const drafts = all.filter((sheet) => sheet.state === 'draft');
  const ready = all.filter((sheet) => (sheet.state === 'confirmed' || sheet.state === 'decided') && sheet.employee_id !== user.employee_id);
  const lockable = one !== undefined && !locked && all.length > 0 && all.every((sheet) => sheet.state === 'approved');
  const over = month < running;
  const selected = rows[Math.min(at, rows.length - 1)];
  useEffect(() => { table.current?.querySelector('tr.sel')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  useShortcuts([
    { key: 'j', label: t('scorecards.next_row'), run: () => setAt((before) => Math.min(rows.length - 1, before + 1)) },
    { key: 'k', label: t('scorecards.row_before'), run: () => setAt((before) => Math.max(0, before - 1)) },
    { key: 'Enter', label: t('scorecards.open_sheet'), run: () => { if (selected) navigate(`/bonus/${selected.id}`); } },
  ]);
  const total = rows.reduce((sum, sheet) => sum + sheet.total.amount, 0);
  const currency = all[0]?.total.currency ?? 'CNY';
  // The step that comes next is the one solid button.
  const next: Step | null = locked ? null : lockable ? 'lock' : drafts.length > 0 && over ? 'send' : ready.length > 0 ? 'approve' : all.length === 0 ? 'compute' : null;
  const button = (of: Step, may: boolean, enabled: boolean, label: string) => (may && !locked ? <button key={of} type="button" className={next === of ? 'btn p' : 'btn'} disabled={!enabled} onClick={() => setStep(of)}>{label}</button> : null);
  return (
    <>
      <div className="page-title wrap">
        <h1>{t('scorecards.sheets')}</h1>
        <MonthChoice value={month} months={known} onChange={(value) => change({ month: value, state: '' })} />
        {locked && one?.locked_at && <State kind="good" plain>{t('scorecards.month_locked', { at: shortMoment(new Date(one.locked_at)) })}</State>}
        <span className="sp" />
        <Link className="m" to="/bonus/rules">{t('scorecards.rules')} ›</Link>
        <Menu end label={t('scorecards.export_sheets')} title={t('scorecards.export_sheets')} className="btn">
          {(close) => (['xlsx', 'csv'] as const).map((format) => <a key={format} className="menu-item" href={downloadUrl('/bonus-sheets/export', { month, format })} download onClick={close}>{t(`scorecards.file.${format}`)}</a>)}
        </Menu>
        {button('compute', payer.write, true, t(all.length === 0 ? 'scorecards.step.compute' : 'scorecards.step.renew'))}
        {button('send', payer.write, drafts.length > 0 && over, t('scorecards.step.send', { count: drafts.length }))}
        {button('approve', payer.approve, ready.length > 0, t('scorecards.step.approve', { count: ready.length }))}
        {button('lock', payer.approve, lockable, t('scorecards.step.lock'))}
      </div>
      {all.length > 0 && (
        <div className="row g8 wrap sheet-filter">
          <div className="metric-parts"><div className="seg" role="radiogroup" aria-label={t('scorecards.state_word')}>
            <button type="button" role="radio" aria-checked={!state} className={state ? '' : 'on'} onClick={() => change({ state: '' })}>{t('scorecards.all_states')} {all.length}</button>
            {sheetStates.filter((of) => count(of) > 0).map((of) => <button key={of} type="button" role="radio" aria-checked={state === of} className={state === of ? 'on' : ''} onClick={() => change({ state: of })}>{t(`scorecards.state.${of}`)} {count(of)}</button>)}
          </div></div>
          {sites.length > 1 && <select className="ip" style={{ width: 140, height: 32 }} aria-label={t('scorecards.scope.site')} value={site} onChange={(event) => change({ site: event.target.value })}><option value="">{t('scorecards.all_sites')}</option>{sites.map(([id, name]) => <option key={id} value={id}>{name}</option>)}</select>}
          <span className="sp" />
          <span className="m i2">{t('scorecards.sheet_sum', { count: rows.length })} <b className="sheet-sum">{formatMoney({ amount: total, currency })}</b></span>
        </div>
      )}
      <section className="card" data-testid="sheets">
        {sheets.error ?? months.error ? <ErrorNote error={sheets.error ?? months.error} onRetry={() => { void months.refetch(); void sheets.refetch(); }} /> : !sheets.data ? <Skeleton lines={12} /> : rows.length === 0 ? <Empty text={t('scorecards.none_computed')} action={payer.write && all.length === 0 && !locked ? <button type="button" className="btn p" onClick={() => setStep('compute')}>{t('scorecards.step.compute')}</button> : undefined} /> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t" ref={table}>
              <thead><tr><th>{t('scorecards.name')}</th><th>{t('scorecards.scope.site')}</th><th>{t('scorecards.role')}</th><th className="n">{t('scorecards.total')}</th><th className="n">{t('scorecards.factor')}</th><th className="n">{t('scorecards.base')}</th><th className="n">{t('scorecards.additions')}</th><th className="n">{t('scorecards.deductions')}</th><th className="n">{t('scorecards.corrections')}</th><th className="n">{t('scorecards.pay')}</th><th>{t('scorecards.state_word')}</th></tr></thead>
              <tbody>
                {rows.map((sheet, index) => (
                  <tr key={sheet.id} className={sheet === selected ? 'sel' : ''} data-sheet={sheet.id} data-employee={sheet.employee_name} onClick={() => setAt(index)}>
                    <td className="nw"><Link className="b" to={`/bonus/${sheet.id}`}>{sheet.employee_name}</Link> <span className="i3 s">{sheet.employee_no}</span></td>
                    <td className="nw">{sheet.site_name}</td><td className="i2 nw">{t(`role.${sheet.role}`)}</td>
                    <td className="n">{sheet.vetoed ? <State kind="bad">{t('scorecards.vetoed_short')}</State> : sheet.grace ? <span className="i2">{t('scorecards.grace_short')}</span> : pointsText(sheet.score)}</td>
                    <td className="n">{sheet.factor.toFixed(2)}</td><td className="n i2 nw">{formatMoney(sheet.base)}</td>
                    {[sheet.additions, sheet.deductions, sheet.corrections].map((money, place) => <td key={place} className="n nw">{money.amount === 0 ? <span className="i3">–</span> : formatMoney(money)}</td>)}
                    <td className="n b nw">{formatMoney(sheet.total)}</td><td className="nw"><SheetStateMark state={sheet.state} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {step && <StepDialog step={step} month={month} monthName={monthText(`${month}-01`, i18n.language, { year: true })} sheets={step === 'send' ? drafts : step === 'approve' ? ready : []} onClose={() => setStep(null)} />}
    </>
  );
}

/** A step for a whole month; sheets go one by one, and what fails is told. */
function StepDialog({ step, month, monthName, sheets, onClose }: { step: Step; month: string; monthName: string; sheets: readonly BonusSheetRow[]; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useBonusRefresh();
  const [done, setDone] = useState(0);
  const running = useMutation({
    mutationFn: async () => {
      if (step === 'compute') { const answer = await call('POST /bonus-sheets/compute', { body: { month } }); return t('scorecards.done.compute', { made: answer.made, renewed: answer.renewed, left: answer.left_alone, total: formatMoney(answer.total) }); }
      if (step === 'lock') { await call('POST /bonus-months/{month}/lock', { path: { month } }); return t('scorecards.done.lock', { month: monthName }); }
      for (const sheet of sheets) {
        await call(step === 'send' ? 'POST /bonus-sheets/{id}/send' : 'POST /bonus-sheets/{id}/approve', { path: { id: sheet.id }, ifMatch: sheet.version });
        setDone((before) => before + 1);
      }
      return t(`scorecards.done.${step}`, { count: sheets.length });
    },
    onSuccess: (text) => { toast('good', text); onClose(); },
    onSettled: refresh,
  });
  const title = t(`scorecards.step_title.${step}`, { month: monthName });
  return (
    <Dialog
      title={title} onClose={onClose} onSubmit={() => { if (!running.isPending) running.mutate(); }}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={running.isPending}>{running.isPending && sheets.length > 0 ? t('scorecards.progress', { done, count: sheets.length }) : title}</button></>}
    >
      <p className="i2">{t(`scorecards.step_hint.${step}`, { count: sheets.length })}</p>
      {running.error ? <div className="note bad" role="alert">{refusal(running.error, t)}</div> : null}
    </Dialog>
  );
}
