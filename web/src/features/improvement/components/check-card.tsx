// One effect check: the picture, what the figures say, and who decides that it helped.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { dateText, shortDate, shortMoment } from '@/shared/format/date';
import { FormDialog } from '@/shared/records/form-dialog';
import { useMay } from '@/shared/session/session';
import { Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { room, useRefresh, type EffectCheck } from '../api/improvement';
import { EffectPicture } from './effect-picture';

const verdictMarks = { better: 'good', worse: 'bad', none_seen: 'warn', too_few: 'none' } as const;
const decisions = ['effective', 'not_effective'] as const;
type Decision = (typeof decisions)[number];

export function CheckCard({ check }: { check: EffectCheck }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const maySign = useMay('effect.sign');
  const mayMeasure = useMay('finding.write');
  const [deciding, setDeciding] = useState(false);
  const today = dateText(new Date());
  const begun = check.after_from < today;
  // Until it is measured the picture shows how it looks now.
  const preview = useQuery({
    queryKey: [room, 'preview', check.id, check.version], queryFn: ({ signal }) => call('GET /effect-checks/preview', { query: { effect_check_id: check.id }, signal }),
    enabled: !!check.measures && !check.effect && begun, retry: false, staleTime: 60_000,
  });
  const failed = (error: unknown) => toast('bad', errorText(error, t));
  const measure = useMutation({ mutationFn: () => call('POST /effect-checks/{id}/measure', { path: { id: check.id }, ifMatch: check.version }), onSuccess: refresh, onError: failed });
  const sign = useMutation({
    mutationFn: (decision: Decision) => call('POST /effect-checks/{id}/sign', { path: { id: check.id }, ifMatch: check.version, body: { decision } }),
    onSuccess: async () => {
      toast('good', t('improvement.check.signed_done'));
      await refresh();
    },
    onError: failed,
  });
  const effect = check.effect ?? preview.data?.effect;
  const may = (step: EffectCheck['allowed'][number]) => check.allowed.includes(step);
  return (
    <div className="im-check" data-check={check.after_days}>
      <div className="row g8 wrap">
        <h3>{t('improvement.check.title', { days: check.after_days })}</h3>
        {check.decision ? <State kind={check.decision === 'effective' ? 'good' : 'bad'}>{t(`improvement.decision.${check.decision}`)}</State>
          : effect && (check.effect || preview.data?.complete) ? <State kind={verdictMarks[effect.verdict]}>{t(`improvement.verdict.${effect.verdict}`)}</State> : <State kind="none">{t(check.due ? 'improvement.check.due' : 'improvement.check.waits', { day: shortDate(new Date(`${check.due_on}T04:00:00Z`)) })}</State>}
        {!check.effect && preview.data && !preview.data.complete && <span className="tag">{t('improvement.check.provisional')}</span>}
      </div>
      {check.measures && !effect && preview.isFetching && <Skeleton lines={3} />}
      {preview.error && !effect ? <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {check.measures && effect && <EffectPicture measures={check.measures} unit={check.unit} windows={check} effect={effect} today={today} />}
      {effect && !check.decision && <p className="m">{t(`improvement.verdict_says.${effect.verdict}`)}</p>}
      {!check.measures && <p className="i2 m">{t('improvement.check.no_metric')}</p>}
      {check.decision && <p className="m">{t(check.proposed === check.decision ? 'improvement.check.signed' : 'improvement.check.signed_otherwise', { at: check.signed_at ? shortMoment(new Date(check.signed_at)) : '' })}{check.reason ? ` ${check.reason}` : ''}</p>}
      <div className="row g8 wrap">
        {may('measure') && mayMeasure && check.measures && <button type="button" className="btn tint" disabled={measure.isPending} onClick={() => measure.mutate()}>{t('improvement.check.measure')}</button>}
        {may('sign') && maySign && check.proposed && <button type="button" className="btn p" disabled={sign.isPending} onClick={() => sign.mutate(check.proposed === 'effective' ? 'effective' : 'not_effective')}>{t('improvement.check.agree', { decision: t(`improvement.decision.${check.proposed}`) })}</button>}
        {may('sign') && maySign && <button type="button" className="btn" onClick={() => setDeciding(true)}>{t(check.proposed ? 'improvement.check.otherwise' : 'improvement.check.judge')}</button>}
        {may('sign') && !maySign && <span className="i2 s">{t('improvement.check.manager_signs')}</span>}
      </div>
      {deciding && (
        <FormDialog
          title={t('improvement.check.judge')} isNew refresh={[room]} onClose={() => setDeciding(false)} initial={{ decision: check.proposed === 'effective' ? 'not_effective' : 'effective' }}
          fields={[
            { name: 'decision', label: t('improvement.check.decision'), kind: 'select', required: true, choices: decisions.map((value) => ({ value, label: t(`improvement.decision.${value}`) })) },
            { name: 'reason', label: t('improvement.reason'), kind: 'area', required: true },
          ]}
          save={({ decision, reason }) => call('POST /effect-checks/{id}/sign', { path: { id: check.id }, ifMatch: check.version, body: { decision: decision as Decision, reason: String(reason ?? '') } })}
        />
      )}
    </div>
  );
}
