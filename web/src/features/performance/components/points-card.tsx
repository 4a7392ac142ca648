// What of the service process makes a metric: the way of an order with its weak steps, and each point with what is behind it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { addDays, addMonths, monthText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { IntervalBar, scaleOf } from '@/shared/figures/parts';
import { useMay, useSite } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { Icon, Mark } from '@/shared/ui/icon';
import { ErrorNote } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { checksPath, pointMarks, stepsOf, usePointChange, usePoints, type Point, type PointFigure, type Step } from '../api/points';
import { CheckDialog } from './check-dialog';
import { PointDrawer } from './point-drawer';
import './points.css';

interface Props { metric: CatalogueMetric; all: readonly CatalogueMetric[]; name: string; month: string; newPath: string }

export function PointsCard({ metric, all, name, month, newPath }: Props) {
  const { t, i18n } = useTranslation();
  const { site } = useSite();
  const mayEdit = useMay('kpi.write');
  const mayCheck = useMay('check.write');
  const mayImport = useMay('import.run');
  const points = usePoints(metric.code, month, site ?? null);
  const [step, setStep] = useState<Step | null>(null);
  const [edited, setEdited] = useState<Point | 'new' | null>(null);
  const [checked, setChecked] = useState<PointFigure | null>(null);
  const { giveBack } = usePointChange(() => undefined);
  const items = points.data?.items ?? [];
  const way = stepsOf(items);
  const shown = step ? items.filter((point) => point.step === step) : items;
  const scale = scaleOf([...items.flatMap(({ now, target }) => [now.share, now.interval?.[0], target]), 1], 'percent');
  const nothing = items.length > 0 && items.every(({ source }) => source === 'none');
  const adding = mayEdit && <button type="button" className="btn sm" onClick={() => setEdited('new')}><Icon name="plus" size={14} />{t('performance.points.add')}</button>;
  return (
    <section className="card" data-testid="process-points">
      <div className="hd wrap">
        <h2>{t('performance.points.title')}</h2>
        <span className="i2 m">{t('performance.points.note', { name, month: monthText(`${month}-01`, i18n.language, { year: true }) })}</span>
        <span className="sp" />
        {adding}
      </div>
      {points.error ? <ErrorNote error={points.error} onRetry={() => void points.refetch()} /> : points.isPending ? <Skeleton lines={6} height={20} /> : items.length === 0 ? <Empty text={t('performance.points.none')} action={adding} /> : (
        <>
          <ol className="way" aria-label={t('performance.points.way')}>
            {way.map((one) => (
              <li key={one.step} data-step={one.step} data-state={one.state} className={one.points === 0 ? 'way-step off' : 'way-step'}>
                <button type="button" disabled={one.points === 0} aria-pressed={step === one.step} onClick={() => setStep(step === one.step ? null : one.step)}>
                  <span className="way-name">{t(`performance.points.step.${one.step}`)}</span>
                  <b className="r">{one.points === 0 ? '' : metricText(one.share, 'percent', t)}</b>
                  <span className="way-bar" aria-hidden="true">{one.share !== null && <i className={`way-fill ${pointMarks[one.state]}`} style={{ width: `${one.share * 100}%` }} />}</span>
                  <span className="s i2 nw">{one.points > 0 && <><Mark kind={pointMarks[one.state]} size={11} /> {t('performance.points.count', { count: one.points })}</>}</span>
                </button>
              </li>
            ))}
          </ol>
          {nothing && (
            <div className="points-hint" data-testid="points-hint">
              <p>{t('performance.points.how_checks_come')}</p>
              <div className="row g8 wrap">
                {mayImport && <Link className="btn sm" to="/imports">{t('performance.points.import')}</Link>}
                {mayCheck && items[0] && <button type="button" className="btn sm" onClick={() => setChecked(items[0] ?? null)}>{t('performance.points.record')}</button>}
              </div>
            </div>
          )}
          <div className="points-scroll">
            <table className="t points">
              <thead>
                <tr>
                  <th>{t('performance.points.point')}</th><th>{t('performance.points.role')}</th><th>{t('performance.points.kept')}</th><th className="n">{t('performance.points.share')}</th>
                  <th>{t('performance.points.earlier')}</th><th>{t('performance.points.state')}</th><th>{t('performance.points.worst')}</th><th />
                </tr>
              </thead>
              <tbody>
                {shown.map((point) => (
                  <Row
                    key={point.code} point={point} scale={scale} newPath={newPath} zh={i18n.language !== 'en'}
                    onEdit={mayEdit ? () => setEdited(point) : undefined} onCheck={mayCheck && point.quality_points.length > 0 ? () => setChecked(point) : undefined}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {mayEdit && (points.data?.taken_out.length ?? 0) > 0 && (
        <div className="sec row g8 wrap points-out" data-testid="points-out">
          <span className="i2 m">{t('performance.points.taken_out')}</span>
          {points.data?.taken_out.map((point) => (
            <button key={point.code} type="button" className="btn sm" disabled={giveBack.isPending} onClick={() => giveBack.mutate({ metric: point.metric, code: point.code, version: point.version })}>
              <Icon name="plus" size={12} />{i18n.language === 'en' ? point.name_en : point.name_zh}
            </button>
          ))}
          {giveBack.error ? <ErrorNote error={giveBack.error} /> : null}
        </div>
      )}
      {edited && <PointDrawer metric={metric} all={all} point={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {checked && <CheckDialog point={checked} onClose={() => setChecked(null)} />}
    </section>
  );
}

interface RowProps { point: PointFigure; scale: { min: number; max: number }; newPath: string; zh: boolean; onEdit: (() => void) | undefined; onCheck: (() => void) | undefined }

function Row({ point, scale, newPath, zh, onEdit, onCheck }: RowProps) {
  const { t, i18n } = useTranslation();
  const mayRead = useMay('check.read');
  const mayFind = useMay('finding.write');
  const name = zh ? point.name_zh : point.name_en;
  const { now, target } = point;
  const percent = (value: number | null | undefined) => metricText(value, 'percent', t);
  const interval = intervalText(now.interval, 'percent', t);
  const records = mayRead ? checksPath(point, addDays(addMonths(`${now.month}-01`, 1), -1)) : null;
  const measureName = zh ? point.measure_name_zh : point.measure_name_en;
  const title = t('performance.points.finding_title', { name, share: percent(now.share), conforming: now.conforming, required: now.required, target: percent(target) });
  const told = records && point.source === 'checks' ? <Link to={records}>{name}</Link> : point.source === 'metric' && point.measure ? <Link to={`/kpi/${point.measure}`}>{name}</Link> : name;
  return (
    <tr data-point={point.code} data-state={point.state} data-source={point.source}>
      <td>
        <b>{told}</b>
        <div className="s i3">
          {t(`performance.points.step.${point.step}`)}
          {measureName && <> · <Link to={`/kpi/${point.measure}`}>{measureName}</Link>{point.source === 'checks' && point.measure_value != null && ` ${percent(point.measure_value)}`}</>}
          {point.origin !== 'built_in' && <> · {t(`performance.points.origin.${point.origin}`)}</>}
        </div>
      </td>
      <td className="nw">{t(`role.${point.role}`)}</td>
      <td className="points-bar"><IntervalBar value={now.share} low={now.interval?.[0]} high={now.interval?.[1]} target={target} min={scale.min} max={scale.max} label={t('performance.points.bar', { name, share: percent(now.share), interval, target: percent(target) })} /></td>
      <td className="n nw"><b>{percent(now.share)}</b><div className="s i2">{t('performance.points.of', { conforming: now.conforming, required: now.required })}{interval && <> · {interval}</>}</div></td>
      <td className="nw s i2">{point.before.map((one) => <span key={one.month} className="points-before" title={`${monthText(`${one.month}-01`, i18n.language)} · n ${one.required}`}>{percent(one.share)}</span>)}</td>
      <td className="nw"><State kind={pointMarks[point.state]} plain>{t(`performance.points.state_of.${point.state}`)}</State></td>
      <td className="s">
        {[point.worst_site, point.worst_person].map((worst) => worst && <div key={worst.key} className="nw" title={intervalText(worst.interval, 'percent', t)}>{worst.name} <b className="bad">{percent(worst.share)}</b> <span className="i3">n {worst.required}</span></div>)}
        {!point.worst_site && !point.worst_person && <span className="i3">–</span>}
      </td>
      <td className="nw">
        <div className="row g4 points-actions">
          {mayFind && (point.state === 'weak' || point.state === 'below') && <Link className="btn sm tint" to={`${newPath}&title=${encodeURIComponent(title)}`}>{t('performance.measures.to_finding')}</Link>}
          {onCheck && <button type="button" className="btn sm t" aria-label={t('performance.points.record_of', { name })} title={t('performance.points.record')} onClick={onCheck}><Icon name="check" size={14} /></button>}
          {onEdit && <button type="button" className="btn sm t" aria-label={t('performance.points.edit_of', { name })} title={t('performance.points.edit')} onClick={onEdit}><Icon name="settings" size={14} /></button>}
        </div>
      </td>
    </tr>
  );
}
