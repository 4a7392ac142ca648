// Our definition and the manufacturer's over the same records, those of his devices unless told otherwise: both values, and the records that differ with the reason.
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { kindText, recordPath } from '@/shared/facts/facts';
import { saveText, toCsv } from '@/shared/csv/csv';
import { spanText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import type { CatalogueMetric, ManufacturerValue } from '../api/answers';
import { condition } from '../api/periods';
import { allDifferences, useComparison, type Span } from '../api/hooks';
import { IntervalRows, type IntervalRow } from './interval-rows';

/** Points between the two values from which somebody should look. */
const alertAt = 0.02;

interface Props { metric: CatalogueMetric; names: readonly string[]; manufacturer: string | undefined; onManufacturer: (name: string) => void; span: Span; where: string | undefined; /** The records name a device's manufacturer. */ hisDevices: boolean; may: boolean; told: readonly ManufacturerValue[]; /** In force, else the definition's. */ target: number | null }

export function ComparisonCard({ metric, names, manufacturer, onManufacturer, span, where, hisDevices, may, told, target }: Props) {
  const { t, i18n } = useTranslation();
  const valid = (name: string) => metric.definitions.some((one) => one.manufacturer === name && (!one.valid_from || one.valid_from < span.to) && (!one.valid_to || span.from < one.valid_to));
  const chosen = names.find((name) => name === manufacturer) ?? names.find(valid) ?? names[0];
  const inForce = chosen !== undefined && valid(chosen);
  const [devices, setDevices] = useState<'his' | 'all'>('his');
  const narrowed = hisDevices && devices === 'his' && chosen !== undefined ? [where, condition([['manufacturer', chosen]])].filter(Boolean).join(' and ') : where;
  const query = { metric: metric.code, ...span, where: narrowed, definition: chosen ?? '' };
  const compared = useComparison(query, may && inForce);
  const first = compared.data?.pages[0];
  const own = first?.against.cells[0];
  const theirs = first?.definition.cells[0];
  const stretches = first?.definition.definitions ?? [];
  const items = compared.data?.pages.flatMap((page) => page.items) ?? [];
  const { unit } = metric;
  const row = (key: string, label: string, cell: typeof own, ours: boolean): IntervalRow => ({ key, label, value: cell?.value ?? null, low: cell?.interval?.[0] ?? null, high: cell?.interval?.[1] ?? null, n: cell?.n ?? 0, own: ours });
  const apart = unit === 'percent' && own?.value != null && theirs?.value != null ? Math.abs(own.value - theirs.value) : null;
  const standing = (code: string) => t(`performance.standing.${code}`);
  const valueText = (value: number | null | undefined) => (value == null || unit === 'percent' ? '' : metricText(value, unit, t));
  // What he told of the same period himself, for all sites.
  const stated: IntervalRow[] = told.filter((one) => one.manufacturer_name === chosen && !one.site_name && one.period_from === span.from && one.period_to === span.to && one.value != null && where === undefined && devices === 'his')
    .map((one) => ({ key: one.id, label: t('performance.told_by', { manufacturer: one.manufacturer_name }), value: one.value ?? null, low: null, high: null, n: one.n ?? null, own: false }));
  const exporting = useMutation({
    mutationFn: async () => saveText(`${metric.code}-${chosen ?? ''}.csv`, toCsv([
      [t('performance.record'), t('performance.own'), chosen ?? ''],
      ...(await allDifferences(query)).map((item) => [item.no || item.id, `${standing(item.against)} ${valueText(item.against_value)}`, `${standing(item.definition)} ${valueText(item.definition_value)}`]),
    ])),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  return (
    <div className="col g16" data-testid="comparison">
      <section className="card">
        <div className="hd wrap">
          <h2>{t('performance.beside')}</h2>
          {apart !== null && <span className="m i2">{t('performance.apart', { points: (apart * 100).toFixed(1) })}</span>}
          {apart !== null && apart >= alertAt && <State kind="bad">{t('performance.too_far')}</State>}
          <span className="sp" />
          {hisDevices && chosen !== undefined && <Segmented label={t('performance.devices.label')} value={devices} onChange={setDevices} options={[{ value: 'his', label: t('performance.devices.his', { manufacturer: chosen }) }, { value: 'all', label: t('performance.devices.all') }]} />}
          {names.length > 1 && <Segmented label={t('performance.manufacturer')} value={chosen} onChange={onManufacturer} options={names.map((name) => ({ value: name, label: name }))} />}
        </div>
        {chosen === undefined ? <Empty text={t('performance.no_definition')} /> : !inForce ? <Empty text={t('performance.no_definition_then', { manufacturer: chosen })} /> : !may ? <Empty text={t('performance.no_permission_cases')} /> : compared.error ? <ErrorNote error={compared.error} onRetry={() => void compared.refetch()} /> : compared.isPending ? <Skeleton lines={3} /> : (
          <div className="sec">
            {stretches.length > 1 && <p className="i2 m">{t('performance.definition_stretches', { stretches: stretches.map((one) => `${one.manufacturer || t('performance.own')} ${spanText(one.period.from, one.period.to, i18n.language)}`).join(t('landing.comma')) })}</p>}
            <IntervalRows rows={[row('own', t('performance.own'), own, true), row('theirs', t('performance.by_definition', { manufacturer: chosen }), theirs, false), ...stated]} target={target} unit={unit} />
          </div>
        )}
      </section>
      {told.length > 0 && (
        <section className="card">
          <div className="hd"><h2>{t('performance.told_title')}</h2><span className="sp" />
            <button type="button" className="btn sm" onClick={() => saveText(`${metric.code}-told.csv`, toCsv([[t('performance.manufacturer'), t('performance.period'), t('performance.value'), 'n'], ...told.map((one) => [`${one.manufacturer_name}${one.site_name ? ` · ${one.site_name}` : ''}`, `${one.period_from} ${one.period_to}`, String(one.value), one.n ?? ''])]))}>{t('performance.export')}</button>
          </div>
          <table className="t">
            <thead><tr><th>{t('performance.manufacturer')}</th><th>{t('performance.period')}</th><th className="n">{t('performance.value')}</th><th className="n">n</th></tr></thead>
            <tbody>{told.map((one) => <tr key={one.id}><td>{one.manufacturer_name}{one.site_name && <span className="i2"> · {one.site_name}</span>}</td><td>{spanText(one.period_from, one.period_to, i18n.language)}</td><td className="n b">{metricText(one.value, unit, t)}</td><td className="n">{one.n ?? '–'}</td></tr>)}</tbody>
          </table>
        </section>
      )}
      {first && chosen !== undefined && (
        <section className="card">
          <div className="hd"><h2>{t('performance.differences')}</h2><span className="i2 m">{t('performance.case_count', { count: first.total_estimate })}</span><span className="sp" />
            <button type="button" className="btn sm" disabled={items.length === 0 || exporting.isPending} onClick={() => exporting.mutate()}>{t('performance.export')}</button>
          </div>
          {items.length === 0 ? <Empty text={t('performance.no_differences')} /> : (
            <table className="t">
              <thead><tr><th>{t('performance.record')}</th><th>{t('performance.own')}</th><th>{t('performance.theirs')}</th></tr></thead>
              <tbody>
                {items.map((item, index) => {
                  const path = recordPath(item.kind, item.id);
                  const label = item.no || `${kindText(item.kind, t)} ${index + 1}`;
                  return <tr key={item.id}><td>{path ? <Link to={path}>{label}</Link> : label}</td><td>{standing(item.against)} <span className="i2">{valueText(item.against_value)}</span></td><td>{standing(item.definition)} <span className="i2">{valueText(item.definition_value)}</span></td></tr>;
                })}
              </tbody>
            </table>
          )}
          {compared.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={compared.isFetchingNextPage} onClick={() => void compared.fetchNextPage()}>{t('performance.more')}</button></div>}
        </section>
      )}
    </div>
  );
}
