// Warnings before the limit: one line each, the grave and the urgent first, the chosen one beside them.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { alertKinds, alertPaths, alertText, severityMarks, useAlertNames, type Alert } from '@/shared/alerts/words';
import { timeLeft } from '@/shared/format/duration';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay, useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State, useNow, usePhone } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { alertStates, byUrgency, readFilter, severities, useAlerts, useAlertSummary, useMove, type AlertStep } from '../api/alerts';
import { AlertPanel } from '../components/alert-panel';
import { SectionLinks } from '../components/section-links';
import { StepDialog } from '../components/step-dialog';
import './alerts.css';

export default function AlertsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const phone = usePhone();
  const { site } = useSite();
  const may = useMay('alert.write');
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const list = useAlerts(filter, site);
  const summary = useAlertSummary();
  const names = useAlertNames();
  const move = useMove();
  // One that a notification or a chain leads to stands first, whatever the filter says.
  const asked = search.get('alert');
  const led = useQuery({ queryKey: ['alerts', 'one', asked], queryFn: ({ signal }) => call('GET /alerts/{id}', { path: { id: asked ?? '' }, signal }), enabled: asked !== null });
  const rows = useMemo(() => {
    const all = (list.data?.pages.flatMap(({ items }) => items) ?? []).filter(({ id }) => id !== led.data?.id).sort(byUrgency);
    return led.data ? [led.data, ...all] : all;
  }, [list.data, led.data]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ alert: Alert; step: Exclude<AlertStep, 'acknowledge'> } | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const index = Math.max(0, rows.findIndex(({ id }) => id === (chosenId ?? asked)));
  const chosen = rows[index];

  const change = (changes: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    next.delete('alert');
    setSearch(next, { replace: true });
    setChosenId(null);
  };
  const go = (by: number) => setChosenId(rows[Math.min(rows.length - 1, Math.max(0, index + by))]?.id ?? null);
  const step = (alert: Alert, what: AlertStep) => {
    if (what !== 'acknowledge') return setDialog({ alert, step: what });
    // The next one comes up by itself; the list may drop this one.
    move.mutate({ alert, step: what }, { onSuccess: () => toast('good', t('alerts.acknowledged')), onError: (error) => toast('bad', errorText(error, t)) });
  };
  const open = (alert: Alert | undefined) => {
    const first = alert && alertPaths(alert, names, t)[0];
    if (first) navigate(first.to);
  };
  useShortcuts([
    { key: 'j', label: t('alerts.key_down'), run: () => go(1) },
    { key: 'k', label: t('alerts.key_up'), run: () => go(-1) },
    { key: 'Enter', label: t('alerts.key_open'), run: () => open(chosen) },
    ...(may ? [{ key: 'a', label: t('alerts.step.acknowledge'), run: () => { if (chosen?.allowed.includes('acknowledge')) step(chosen, 'acknowledge'); } }] : []),
  ]);
  useEffect(() => {
    body.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const panel = (alert: Alert) => <AlertPanel alert={alert} text={alertText(alert, names, t, now)} names={names} busy={move.isPending} onStep={(what) => step(alert, what)} />;
  const counts = summary.data;
  return (
    <div>
      <div className="page-title">
        <h1>{t('alerts.title')}</h1>
        {counts && <span className="i2 m">{t('alerts.summary', { mine: counts.mine, open: counts.open, severe: filter.whose === 'mine' ? counts.mine_severe : counts.severe, overdue: filter.whose === 'mine' ? counts.mine_overdue : counts.overdue })}</span>}
        <span className="sp" />
        <span className="keys">
          <span><kbd>J</kbd><kbd>K</kbd>{t('alerts.key_move')}</span><span><kbd>Enter</kbd>{t('alerts.key_open')}</span>{may && <span><kbd>A</kbd>{t('alerts.step.acknowledge')}</span>}
        </span>
        <SectionLinks here="alerts" />
      </div>
      <div className="row g8 wrap alert-filters">
        <Segmented label={t('alerts.whose')} value={filter.whose} onChange={(whose) => change({ whose: whose === 'all' ? 'all' : '' })} options={(['mine', 'all'] as const).map((value) => ({ value, label: t(`alerts.whose_${value}`) }))} />
        <select className="ip" aria-label={t('alerts.severity')} value={filter.severity} onChange={(event) => change({ severity: event.target.value })}>
          <option value="">{t('alerts.any_severity')}</option>
          {severities.map((value) => <option key={value} value={value}>{t(`alert.severity.${value}`)}</option>)}
        </select>
        <select className="ip" aria-label={t('alerts.kind')} value={filter.kind} onChange={(event) => change({ kind: event.target.value })}>
          <option value="">{t('alerts.any_kind')}</option>
          {alertKinds.map((value) => <option key={value} value={value}>{t(`alert.kind.${value}`)}</option>)}
        </select>
        <select className="ip" aria-label={t('alerts.state')} value={filter.state} onChange={(event) => change({ state: event.target.value })}>
          <option value="">{t('alerts.open_ones')}</option>
          {alertStates.map((value) => <option key={value} value={value}>{t(`alert.state.${value}`)}</option>)}
        </select>
        {(filter.severity || filter.kind || filter.state) && <button type="button" className="btn sm t" onClick={() => change({ severity: '', kind: '', state: '' })}>{t('alerts.clear')}</button>}
      </div>
      {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : (
        <div className={`alert-grid${chosen && !phone ? ' two' : ''}`}>
          <section className="card min0" ref={body} data-testid="alerts">
            {list.isPending || !names.ready ? <Skeleton lines={8} height={18} gap={22} /> : rows.length === 0 ? (
              <Empty text={t(filter.whose === 'mine' ? 'alerts.none_mine' : 'alerts.none')} action={filter.whose === 'mine' && counts && counts.open > 0 ? <button type="button" className="btn" onClick={() => change({ whose: 'all' })}>{t('alerts.see_all', { count: counts.open })}</button> : <Link className="btn" to="/">{t('common.to_home')}</Link>} />
            ) : rows.map((alert, at) => {
              const left = alert.due_at ? timeLeft(new Date(alert.due_at), now, t) : null;
              return (
                <div key={alert.id}>
                  <div className={`alert-row${at === index ? ' sel' : ''}`} data-alert={alert.kind} aria-current={at === index} onClick={() => setChosenId(alert.id)}>
                    <span className="alert-mark" title={t(`alert.severity.${alert.severity}`)}><Mark kind={severityMarks[alert.severity]} /><span className="sr-only">{t(`alert.severity.${alert.severity}`)}</span></span>
                    <button type="button" className="alert-text" onClick={() => setChosenId(alert.id)}>{alertText(alert, names, t, now)}</button>
                    <span className="s i2 nw">{alert.state === 'raised' ? t(`alert.kind.${alert.kind}`) : t(`alert.state.${alert.state}`)}</span>
                    <span className="m nw el">{alert.owner_name || t('alerts.nobody')}</span>
                    <span className="r nw m">{left ? (left.state === 'good' ? <span className="i2">{left.text}</span> : <State kind={left.state} plain>{left.text}</State>) : ''}</span>
                    <span className="r">{may && alert.allowed.includes('acknowledge') && <button type="button" className="btn sm" disabled={move.isPending} onClick={(event) => { event.stopPropagation(); setChosenId(alert.id); step(alert, 'acknowledge'); }}>{t('alerts.step.acknowledge')}</button>}
                      {may && !alert.allowed.includes('acknowledge') && alert.allowed.includes('resolve') && <button type="button" className="btn sm" onClick={(event) => { event.stopPropagation(); step(alert, alert.allowed.includes('act') ? 'act' : 'resolve'); }}>{t(`alerts.step.${alert.allowed.includes('act') ? 'act' : 'resolve'}`)}</button>}</span>
                  </div>
                  {phone && at === index && chosenId === alert.id && panel(alert)}
                </div>
              );
            })}
            {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('alerts.more')}</button></div>}
          </section>
          {chosen && names.ready && !phone && <div className="alert-side">{panel(chosen)}</div>}
        </div>
      )}
      {dialog && <StepDialog alert={dialog.alert} step={dialog.step} text={alertText(dialog.alert, names, t, now)} onClose={() => setDialog(null)} />}
    </div>
  );
}
