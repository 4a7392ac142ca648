// Writing a process point: where it stands, who answers for it, which checks count, which metric tells it, the share aimed at.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, fieldProblems } from '@/api/problem';
import { Field } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { pointRoles, steps, usePointChange, type Point, type Step } from '../api/points';

interface Props { metric: CatalogueMetric; all: readonly CatalogueMetric[]; point: Point | null; onClose: () => void }

export function PointDrawer({ metric, all, point, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const zh = i18n.language !== 'en';
  const [code, setCode] = useState(point?.code ?? '');
  const [step, setStep] = useState<Step>(steps.find((one) => one === point?.step) ?? 'intake');
  const [role, setRole] = useState<string>(point?.role ?? 'technician');
  const [nameZh, setNameZh] = useState(point?.name_zh ?? '');
  const [nameEn, setNameEn] = useState(point?.name_en ?? '');
  const [texts, setTexts] = useState(point?.quality_points.join('\n') ?? '');
  const [measure, setMeasure] = useState<string | null>(point?.measure ?? null);
  const [where, setWhere] = useState(point?.where ?? '');
  const [target, setTarget] = useState(String(Math.round((point?.target ?? 0.95) * 1000) / 10));
  const done = () => { toast('good', t('performance.points.saved')); onClose(); };
  const { put, takeOut, giveBack } = usePointChange(done);
  const failed = put.error ?? takeOut.error ?? giveBack.error;
  const problems = fieldProblems(put.error);
  const of = (field: string) => Object.entries(problems).filter(([name]) => name === field || name.startsWith(`${field}.`)).flatMap(([, list]) => list);
  const busy = put.isPending || takeOut.isPending || giveBack.isPending;
  const at = { metric: metric.code, code: code.trim(), version: point?.version };
  const rates = all.filter((one) => one.unit === 'percent' && one.terms.length === 0 && !one.rolling && one.code !== metric.code);
  const save = () => {
    if (busy) return;
    put.mutate({
      ...at,
      // A code that is not written yet goes as it is: the server says what a code looks like.
      code: at.code || '-',
      body: {
        step, role: role as Point['role'], name_zh: nameZh.trim(), name_en: nameEn.trim(), quality_points: texts.split('\n').map((text) => text.trim()).filter(Boolean),
        measure, where: where.trim() || null, target: Number(target) / 100,
      },
    });
  };
  return (
    <Dialog
      drawer title={t(point ? 'performance.points.edit' : 'performance.points.add')} onClose={onClose} onSubmit={save}
      footer={
        <>
          {point && <button type="button" className="btn" disabled={busy} onClick={() => takeOut.mutate(at)}>{t('performance.points.take_out')}</button>}
          {point?.origin === 'changed' && <button type="button" className="btn" disabled={busy} onClick={() => giveBack.mutate(at)}>{t('performance.points.give_back')}</button>}
          <span className="sp" />
          <button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="btn p" disabled={busy}>{t('records.save')}</button>
        </>
      }
    >
      {failed && Object.keys(problems).length === 0 ? <ErrorNote error={failed} /> : null}
      {failed instanceof ApiError && failed.stale ? <p className="i2 s">{t('records.stale')}</p> : null}
      {!point && <Field label={t('performance.points.code')} hint={t('performance.points.code_hint')} problems={of('code')}>{(control) => <input className="ip mono" {...control} maxLength={60} value={code} onChange={(event) => setCode(event.target.value)} />}</Field>}
      <Field label={t('performance.points.name_zh')} problems={of('name_zh')}>{(control) => <input className="ip" {...control} maxLength={80} value={nameZh} onChange={(event) => setNameZh(event.target.value)} />}</Field>
      <Field label={t('performance.points.name_en')} problems={of('name_en')}>{(control) => <input className="ip" {...control} maxLength={80} value={nameEn} onChange={(event) => setNameEn(event.target.value)} />}</Field>
      <Field label={t('performance.points.at_step')} problems={of('step')}>{(control) => <select className="ip" {...control} value={step} onChange={(event) => setStep(steps.find((one) => one === event.target.value) ?? step)}>{steps.map((one) => <option key={one} value={one}>{t(`performance.points.step.${one}`)}</option>)}</select>}</Field>
      <Field label={t('performance.points.role')} problems={of('role')}>{(control) => <select className="ip" {...control} value={role} onChange={(event) => setRole(event.target.value)}>{pointRoles.map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}</select>}</Field>
      <Field label={t('performance.points.checks')} hint={t('performance.points.checks_hint')} problems={of('quality_points')}>{(control) => <textarea className="ip" rows={3} {...control} value={texts} onChange={(event) => setTexts(event.target.value)} />}</Field>
      <Field label={t('performance.points.measure')} hint={t('performance.points.measure_hint')} problems={of('measure')}>{(control) => <Combobox {...control} value={measure} onChange={setMeasure} choices={rates.map((one) => ({ value: one.code, label: zh ? one.name_zh : one.name_en }))} />}</Field>
      {measure && <Field label={t('performance.where')} hint={t('performance.points.where_hint')} problems={of('where')}>{(control) => <input className="ip mono" {...control} maxLength={400} value={where} onChange={(event) => setWhere(event.target.value)} />}</Field>}
      <Field label={t('performance.points.target')} problems={of('target')}>{(control) => <input className="ip" type="number" min={0} max={100} step={0.1} {...control} value={target} onChange={(event) => setTarget(event.target.value)} />}</Field>
    </Dialog>
  );
}
