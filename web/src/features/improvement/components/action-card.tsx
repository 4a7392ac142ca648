// One action: who does what until when, where it starts from, what may happen next, and its effect checks.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { longDate, shortDate } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useMay, useSession } from '@/shared/session/session';
import { Avatar, State } from '@/shared/ui/basics';
import { changeText, metricName, stateMarks, type ImprovementAction } from '../api/improvement';
import { ActionStepDialog, type DialogStep } from './action-dialogs';
import { CheckCard } from './check-card';

const steps: readonly DialogStep[] = ['acknowledge', 'start', 'finish', 'plan', 'cancel'];

export function ActionCard({ action, alone = false }: { action: ImprovementAction; alone?: boolean }) {
  const { t, i18n } = useTranslation();
  const may = useMay('finding.write');
  const { user } = useSession();
  const [step, setStep] = useState<DialogStep | null>(null);
  const day = (date: string) => longDate(new Date(`${date}T04:00:00Z`), i18n.language);
  const short = (date: string) => shortDate(new Date(`${date}T04:00:00Z`), new Date(), i18n.language);
  // Only the coached person takes note of it.
  const allowed = may ? steps.filter((one) => action.allowed.includes(one) && (one !== 'acknowledge' || action.coached_id === user.employee_id)) : [];
  return (
    <div className="im-action sec col g12" data-action={action.no}>
      <div className="row g8 wrap">
        <State kind={action.overdue ? 'bad' : stateMarks[action.state] ?? 'none'}>{action.overdue ? t('improvement.overdue') : t(`improvement.action_state.${action.state}`)}</State>
        <h3 className="min0">{action.title}</h3>
        <span className="i3 s">{action.no}</span>
        {action.kind === 'coaching' && <span className="tag">{t('improvement.action_kind.coaching')}</span>}
        <span className="sp" />
        <Avatar small name={action.owner_name} /><b className="m">{action.owner_name}</b>
      </div>
      <dl className="kv">
        {alone && action.finding_id && <><dt>{t('improvement.finding')}</dt><dd><Link to={`/findings/${action.finding_id}`}>{action.finding_no}</Link></dd></>}
        {action.coached_name && <><dt>{t('improvement.field.coached_id')}</dt><dd>{action.coached_name} {action.acknowledged_at ? <State kind="good" plain>{t('improvement.acknowledged')}</State> : <State kind="none" plain>{t('improvement.not_acknowledged')}</State>}{action.acknowledgement && <span className="i2"> {action.acknowledgement}</span>}</dd></>}
        {action.plan && <><dt>{t('improvement.field.plan')}</dt><dd>{action.plan}</dd></>}
        {action.due_on && <><dt>{t('improvement.field.due_on')}</dt><dd>{day(action.due_on)}</dd></>}
        {(action.started_on || action.done_on) && <><dt>{t('improvement.ran')}</dt><dd>{[action.started_on && short(action.started_on), action.done_on && short(action.done_on)].filter(Boolean).join(' – ')}{!action.done_on ? ' –' : ''}</dd></>}
        {action.moves && <><dt>{t('improvement.moves')}</dt><dd><Link to={`/kpi/${action.moves.metric}`}>{metricName(action)}</Link> · {action.scope_label}{action.expected_change != null && <span className="i2"> · {t('improvement.hoped', { change: changeText(action.expected_change, action.unit, t) })}</span>}</dd></>}
        {action.baseline && <><dt>{t('improvement.baseline')}</dt><dd>{metricText(action.baseline.value, action.unit, t)} <span className="i2">n {action.baseline.n} · {short(action.baseline.from)}–{short(action.baseline.to)}</span></dd></>}
        {action.result && <><dt>{t('improvement.field.result')}</dt><dd>{action.result}</dd></>}
        {action.cancel_reason && <><dt>{t('improvement.reason')}</dt><dd>{action.cancel_reason}</dd></>}
      </dl>
      {allowed.length > 0 && <div className="row g8 wrap no-print">{allowed.map((one, index) => <button key={one} type="button" className={`btn${index === 0 && one !== 'cancel' ? ' tint' : ''}`} onClick={() => setStep(one)}>{t(`improvement.step.${one}`)}</button>)}</div>}
      {action.checks.map((check) => <CheckCard key={check.id} check={check} />)}
      {step && <ActionStepDialog action={action} step={step} onClose={() => setStep(null)} />}
    </div>
  );
}
