// The chosen warning: why it was raised, what to do, what may happen to it, and its records.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { alertPaths, severityMarks, type Alert, type AlertNames } from '@/shared/alerts/words';
import { ChainList } from '@/shared/chain/chain-list';
import { longMoment, shortMoment } from '@/shared/format/date';
import { formatAgo, timeLeft } from '@/shared/format/duration';
import { useMay } from '@/shared/session/session';
import { State, useNow } from '@/shared/ui/basics';
import type { AlertStep } from '../api/alerts';
import { limitText } from '../api/limits';

interface Props { alert: Alert; text: string; names: AlertNames; onStep: (step: AlertStep) => void; busy: boolean }

const order: readonly AlertStep[] = ['acknowledge', 'act', 'resolve', 'reassign', 'dismiss'];

export function AlertPanel({ alert, text, names, onStep, busy }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const may = useMay('alert.write');
  const mayFind = useMay('finding.write');
  const mayChain = useMay('finding.read');
  const left = alert.due_at ? timeLeft(new Date(alert.due_at), now, t) : null;
  const paths = alertPaths(alert, names, t);
  const steps = may ? order.filter((step) => alert.allowed.includes(step)) : [];
  return (
    <section className="card alert-panel" data-testid="alert-panel" aria-label={t(`alert.kind.${alert.kind}`)}>
      <div className="hd"><State kind={severityMarks[alert.severity]}>{t(`alert.severity.${alert.severity}`)}</State><h2>{t(`alert.kind.${alert.kind}`)}</h2><span className="sp" /><span className="tag">{t(`alert.state.${alert.state}`)}</span></div>
      <div className="sec col g12">
        <p className="alert-says">{text}</p>
        <dl className="kv">
          <dt>{t('alerts.todo')}</dt><dd className="b">{t(`alerts.action.${alert.action}`, { defaultValue: t('alerts.action.look') })}</dd>
          <dt>{t('alerts.owner')}</dt><dd>{alert.owner_name || t('alerts.nobody')}</dd>
          {alert.due_at && <><dt>{t('alerts.due')}</dt><dd>{longMoment(new Date(alert.due_at), i18n.language)} {left && (left.state === 'good' ? <span className="i2">{left.text}</span> : <State kind={left.state}>{left.text}</State>)}</dd></>}
          <dt>{t('alerts.why')}</dt><dd>{limitText(alert, t)}</dd>
          {paths.length > 0 && <><dt>{t('alerts.see')}</dt><dd className="row g12 wrap">{paths.map(({ to, label }, index) => <Link key={to} to={to}>{label}{index === 0 && <> <kbd>Enter</kbd></>}</Link>)}</dd></>}
          {alert.site_name && <><dt>{t('alerts.site')}</dt><dd>{alert.site_name}</dd></>}
          <dt>{t('alerts.raised')}</dt><dd title={longMoment(new Date(alert.raised_at), i18n.language)}>{formatAgo(new Date(alert.raised_at), now, t)}{alert.raised > 1 ? ` · ${t('alerts.raised_times', { count: alert.raised })}` : ''}</dd>
          {alert.note && <><dt>{t('alerts.note')}</dt><dd>{alert.note}</dd></>}
          {alert.settled_at && <><dt>{t('alerts.settled')}</dt><dd>{shortMoment(new Date(alert.settled_at))}{alert.cause_gone ? ` · ${t('alerts.cause_gone')}` : ''}</dd></>}
        </dl>
        <div className="row g8 wrap">
          {steps.map((step, index) => (
            <button key={step} type="button" className={`btn${index === 0 ? ' tint' : step === 'dismiss' ? ' danger' : ''}`} disabled={busy} onClick={() => onStep(step)}>
              {t(`alerts.step.${step}`)}{step === 'acknowledge' && <> <kbd>A</kbd></>}
            </button>
          ))}
        </div>
        {mayChain && <ChainList kind="alert" id={alert.id} />}
        {mayFind && <Link className="btn" to={`/findings/new?source=alert&id=${alert.id}`}>{t('alerts.to_finding')}</Link>}
      </div>
    </section>
  );
}
