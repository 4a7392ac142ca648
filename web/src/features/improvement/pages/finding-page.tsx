// One finding: where it comes from, its chain both ways, its causes, what is done and whether it helped.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { call } from '@/api/client';
import { ChainStrip } from '@/shared/chain/chain-strip';
import { nodePath } from '@/shared/chain/nodes';
import { longDate } from '@/shared/format/date';
import { FormDialog } from '@/shared/records/form-dialog';
import { useMay } from '@/shared/session/session';
import { Avatar, Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useEmployees } from '@/shared/work-orders/hooks';
import { metricName, room, stateMarks, useFinding, type Finding } from '../api/improvement';
import { ActionCard } from '../components/action-card';
import { NewActionDialog } from '../components/action-dialogs';
import { ParetoCard } from '../components/pareto-card';
import { WhysCard } from '../components/whys-card';
import '../components/improvement.css';

export default function FindingPage() {
  const { id = '' } = useParams();
  const finding = useFinding(id);
  if (finding.error && !finding.data) return <ErrorNote error={finding.error} onRetry={() => void finding.refetch()} />;
  if (!finding.data) return <div className="card"><Skeleton lines={10} /></div>;
  return <Page key={id} finding={finding.data} />;
}

type Step = 'assign' | 'close' | 'drop';

function Page({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation();
  const may = useMay('finding.write');
  const [step, setStep] = useState<Step | null>(null);
  const [adding, setAdding] = useState(false);
  const allowed = (['assign', 'close', 'drop'] as const).filter((one) => may && finding.allowed.includes(one));
  const mayAct = may && finding.allowed.includes('act');
  return (
    <div className="col g16">
      <section className="card">
        <div className="im-head">
          <Link to="/findings" className="m">{t('improvement.tab.findings')}</Link><span className="i3">›</span>
          <h1>{finding.title}</h1>
          <span className="i2 m">{finding.no}</span>
          <State kind={finding.outcome === 'not_effective' ? 'bad' : stateMarks[finding.state] ?? 'none'}>{finding.outcome ? t(`improvement.outcome.${finding.outcome}`) : t(`improvement.finding_state.${finding.state}`)}</State>
          {finding.severity === 'severe' && <State kind="bad">{t('improvement.severity_of.severe')}</State>}
          <span className="sp" /><span className="m i2">{t('improvement.field.owner_id')}</span><Avatar small name={finding.owner_name} /><b>{finding.owner_name}</b>
        </div>
        <div className="sec row g16 wrap" style={{ paddingTop: 0 }}>
          <Source finding={finding} />
          <span className="m i2">{t('improvement.found_at', { day: longDate(new Date(`${finding.found_on}T04:00:00Z`), i18n.language) })}</span>
          <span className="sp" />
          {allowed.map((one) => <button key={one} type="button" className={`btn${one === 'drop' ? ' danger' : one === 'close' ? ' p' : ''}`} onClick={() => setStep(one)}>{t(`improvement.finding_step.${one}`)}</button>)}
        </div>
        {(finding.description || finding.close_reason) && <div className="sec col g4" style={{ paddingTop: 0 }}>{finding.description && <p>{finding.description}</p>}{finding.close_reason && <p className="i2">{t('improvement.reason')}：{finding.close_reason}</p>}</div>}
      </section>
      <ChainStrip kind="finding" id={finding.id} />
      <div className="im-two">
        <div className="col g16 min0">
          <WhysCard finding={finding} />
          {finding.source.metric && <ParetoCard finding={finding} />}
        </div>
        <section className="card min0" data-testid="actions">
          <div className="hd"><h2>{t('improvement.actions_and_effect')}</h2><span className="sp" />{mayAct && <button type="button" className="btn tint sm" onClick={() => setAdding(true)}>{t('improvement.action.new')}</button>}</div>
          {finding.actions.length === 0 ? <Empty text={t('improvement.no_actions_yet')} action={mayAct && <button type="button" className="btn" onClick={() => setAdding(true)}>{t('improvement.action.new')}</button>} /> : finding.actions.map((action) => <ActionCard key={action.id} action={action} />)}
        </section>
      </div>
      {adding && <NewActionDialog finding={finding} onClose={() => setAdding(false)} />}
      {step && <StepDialog finding={finding} step={step} onClose={() => setStep(null)} />}
    </div>
  );
}

function Source({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { kind, id, metric } = finding.source;
  const path = id && (kind === 'alert' || kind === 'complaint' || kind === 'signal' || kind === 'forecast') ? nodePath({ kind, id: metric && kind !== 'alert' && kind !== 'complaint' ? metric : id }) : null;
  return (
    <>
      <span className="m"><span className="i2">{t('improvement.source')} </span>{path ? <Link to={path}>{t(`improvement.source_kind.${kind}`)}</Link> : t(`improvement.source_kind.${kind}`)}</span>
      {metric && <span className="m"><Link to={`/kpi/${metric}`}>{metricName(finding)}</Link> · {finding.scope_label}</span>}
    </>
  );
}

function StepDialog({ finding, step, onClose }: { finding: Finding; step: Step; onClose: () => void }) {
  const { t } = useTranslation();
  const people = useEmployees();
  const options = { path: { id: finding.id }, ifMatch: finding.version };
  const common = { title: t(`improvement.finding_step.${step}`), isNew: true, refresh: [room], onClose };
  const reason = { name: 'reason', label: t('improvement.reason'), kind: 'area' } as const;
  if (step === 'assign') return <FormDialog {...common} initial={{}} fields={[{ name: 'owner_id', label: t('improvement.field.owner_id'), kind: 'select', required: true, choices: (people.data?.items ?? []).filter(({ id }) => id !== finding.owner_id).map(({ id, name }) => ({ value: id, label: name })) }]} save={({ owner_id }) => call('POST /findings/{id}/assign', { ...options, body: { owner_id: String(owner_id ?? '') } })} />;
  if (step === 'drop') return <FormDialog {...common} initial={{}} fields={[{ ...reason, required: true }]} save={(values) => call('POST /findings/{id}/drop', { ...options, body: { reason: String(values.reason ?? '') } })} />;
  return (
    <FormDialog
      {...common} initial={{ outcome: 'effective' }}
      fields={[{ name: 'outcome', label: t('improvement.check.decision'), kind: 'select', required: true, choices: (['effective', 'not_effective'] as const).map((value) => ({ value, label: t(`improvement.decision.${value}`) })) }, { ...reason, hint: t('improvement.close_hint') }]}
      save={(values) => call('POST /findings/{id}/close', { ...options, body: { outcome: values.outcome === 'not_effective' ? 'not_effective' : 'effective', ...(values.reason ? { reason: String(values.reason) } : {}) } })}
    />
  );
}
