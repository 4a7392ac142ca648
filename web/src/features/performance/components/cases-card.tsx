// The records behind a value, part by part, met or missed, with what people read of them; each opens whatever kind it is.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { download } from '@/api/client';
import { saveFile } from '@/shared/csv/csv';
import { caseName, caseResults, cellText, shownColumns, type CaseResult } from '@/shared/facts/case-table';
import { kindText, recordPath } from '@/shared/facts/facts';
import { shortMoment, spanText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { useCases, type Span } from '../api/hooks';
import { useColumnText } from './draft-form';
import './cases-card.css';

export type { CaseResult };
export interface Picked { span: Span; where: string | undefined; title: string; part?: string; result?: CaseResult }
interface Props { metric: CatalogueMetric; picked: Picked; rolling?: string | undefined; definition?: string | undefined; nameOf: (code: string) => string; onClose: () => void }

export function CasesCard({ metric, picked, rolling, definition, nameOf, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const columnText = useColumnText();
  const rate = metric.unit === 'percent';
  // Met and missed say it better than the numerator, where one of the two is the good one.
  const judged = rate && metric.better !== 'neither' && metric.terms.length === 0;
  // A formula has the records of its terms.
  const parts = metric.terms.length > 0 ? metric.terms : ['numerator', 'denominator', 'unlinked', 'pending'].filter((name) => (rate && !judged) || name !== 'numerator');
  const given = judged && picked.part === 'numerator' ? 'denominator' : picked.part;
  const [part, setPart] = useState(given ?? (metric.terms.length > 0 ? (metric.terms[0] ?? '') : 'denominator'));
  const [wanted, setWanted] = useState<CaseResult | 'all'>(picked.result ?? (judged && picked.part === 'numerator' ? (metric.better === 'down' ? 'missed' : 'met') : 'all'));
  const dividing = judged ? part === 'denominator' : metric.terms.includes(part);
  const [sort, setSort] = useState('-at');
  const query = { metric: metric.code, ...picked.span, where: picked.where, part, rolling, definition, result: dividing && wanted !== 'all' ? wanted : undefined, sort };
  const cases = useCases(query);
  const first = cases.data?.pages[0];
  // A formula opens on the first of its terms that has records.
  const [chosen, setChosen] = useState(picked.part !== undefined);
  const none = first?.items.length === 0;
  const next = parts[parts.indexOf(part) + 1];
  useEffect(() => { if (!chosen && none && metric.terms.length > 0 && next) setPart(next); }, [chosen, none, next, metric.terms.length]);
  const card = useRef<HTMLElement>(null);
  useEffect(() => { card.current?.scrollIntoView({ block: 'nearest' }); }, []);
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = first?.columns ?? [];
  const kind = items[0]?.kind ?? '';
  const shown = shownColumns(columns, kind);
  const divides = dividing && (judged || (first?.judged ?? false));
  // What each adds, where a column does not say it already.
  const valueUnit = first?.value_unit ?? '';
  const valued = valueUnit !== 'percent' && !(valueUnit === 'money' && columns.some(({ kind: of }) => of === 'money')) && items.some(({ value }) => value != null);
  const has = { at: items.some(({ at }) => at), site: items.some(({ site }) => site), person: items.some(({ person }) => person) };
  const exporting = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => saveFile(`${metric.code}-${query.result ?? part}.${format}`, await download('/kpi/cases/export', { ...query, format, lang: i18n.language })),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  return (
    <section className="card cases-card" data-testid="cases" ref={card}>
      <div className="hd"><h2 className="el" title={picked.title}>{picked.title}</h2><span className="sp" />{(['csv', 'xlsx'] as const).map((format) => <button key={format} type="button" className="btn sm" disabled={items.length === 0 || exporting.isPending} onClick={() => exporting.mutate(format)}>{t(format === 'csv' ? 'performance.export' : 'performance.export_xlsx')}</button>)}<button type="button" className="btn sm" onClick={onClose}>{t('performance.close')}</button></div>
      <div className="sec row g12 wrap">
        <div className="metric-parts"><Segmented label={t('performance.part')} value={part} onChange={(value) => { setChosen(true); setPart(value); }} options={parts.map((name) => ({ value: name, label: metric.terms.length > 0 ? nameOf(name.split('.').at(-1) ?? name) : t(`performance.part_name.${name}`) }))} /></div>
        {divides && <div className="metric-parts"><Segmented label={t('performance.result')} value={wanted} onChange={setWanted} options={(['all', ...caseResults] as const).map((value) => ({ value, label: t(`performance.result_name.${value}`) }))} /></div>}
        <span className="i2 s">{spanText(picked.span.from, picked.span.to, i18n.language)} · {t('performance.case_count', { count: first?.total_estimate ?? 0 })}{kind && kind !== 'work_order' ? ` · ${kindText(kind, t)}` : ''}</span>
      </div>
      {cases.error ? <div className="sec"><ErrorNote error={cases.error} onRetry={() => void cases.refetch()} /></div> : cases.isPending ? <Skeleton lines={6} /> : items.length === 0 ? <Empty text={t('performance.no_cases')} /> : (
        <div className="cases-list">
          <table className="t">
            <thead>
              <tr>
                <th>{t('performance.record')}</th>{divides && <th>{t('performance.result')}</th>}{has.at && <SortHead label={t('performance.when')} field="at" sort={sort} onSort={setSort} />}{has.site && <th>{t('performance.site')}</th>}{has.person && <th>{t('performance.person')}</th>}
                {shown.map(({ column }) => <th key={column.field} className={isNumber(column.kind) ? 'n' : ''}>{columnText({ ...column, column: column.field })}</th>)}
                {valued && <SortHead label={t('performance.value')} field="value" sort={sort} onSort={setSort} />}
              </tr>
            </thead>
            <tbody>
              {items.map((item, index) => {
                const path = recordPath(item.kind, item.id);
                const label = caseName(item, columns, index, t, i18n.language);
                return (
                  <tr key={`${item.kind} ${item.id}`}>
                    <td className="cases-name">{path ? <Link to={path} title={item.no}>{label}</Link> : label}</td>
                    {divides && <td className="nw">{item.met != null && <State kind={item.met ? 'good' : 'bad'} plain>{t(`performance.result_name.${item.met ? 'met' : 'missed'}`)}</State>}</td>}
                    {has.at && <td className="nw">{item.at ? shortMoment(new Date(item.at)) : ''}</td>}
                    {has.site && <td>{item.site}</td>}
                    {has.person && <td>{item.person}</td>}
                    {shown.map(({ column, index: at }) => <td key={column.field} className={isNumber(column.kind) ? 'n nw' : ''} data-label={columnText({ ...column, column: column.field })}>{cellText(item.kind, column, item.cells[at], t)}</td>)}
                    {valued && <td className="n nw b">{item.value == null ? '' : metricText(item.value, valueUnit, t)}</td>}
                  </tr>
                );
              })}
            </tbody>
          </table>
          {cases.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{t('performance.more')}</button></div>}
        </div>
      )}
    </section>
  );
}

function SortHead({ label, field, sort, onSort }: { label: string; field: 'at' | 'value'; sort: string; onSort: (sort: string) => void }) {
  const active = sort.replace('-', '') === field;
  const down = sort.startsWith('-');
  return (
    <th className={field === 'value' ? 'n' : ''} aria-sort={active ? (down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={active ? 'sort-head on' : 'sort-head'} onClick={() => onSort(active && down ? field : `-${field}`)}>{label} {active && <span aria-hidden="true">{down ? '↓' : '↑'}</span>}</button>
    </th>
  );
}

function isNumber(kind: string): boolean {
  return ['duration_ms', 'count', 'number', 'money'].includes(kind);
}
