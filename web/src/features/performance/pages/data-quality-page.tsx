// What is missing in the records: what metrics leave out, fields left empty, entries typed in late. Every number opens its records.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { isRecordKind, kindText } from '@/shared/facts/facts';
import { addDays, dateText, spanText } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { entryKind, lateHours, split, useDataQuality, type ColumnGap, type FactGaps, type QualityQuery } from '../api/data-quality';
import { useMetrics } from '../api/hooks';
import { periodNames, readPeriod, spanOf } from '../api/periods';
import { CasesCard, type Picked } from '../components/cases-card';
import { useColumnText } from '../components/draft-form';
import { PeriodChoice } from '../components/filters';
import { QualityRecordsCard } from '../components/quality-records-card';
import './board-page.css';
import './metric-page.css';

export default function DataQualityPage() {
  const { t, i18n } = useTranslation();
  const zh = i18n.language !== 'en';
  const columnText = useColumnText();
  const [search, setSearch] = useSearchParams();
  const mayOpen = useMay('kpi.cases');
  const today = dateText(new Date());
  const asked = search.get('period');
  const period = periodNames.some((name) => name === asked) ? readPeriod(asked) : 'last_3_months';
  const span = spanOf(period, today);
  const late = lateHours.find((hours) => hours === search.get('late')) ?? '24';
  const quality = useDataQuality(span, late);
  const metrics = useMetrics();
  const [picked, setPicked] = useState<{ cases: Picked & { metric: string } } | { title: string; query: QualityQuery } | null>(null);
  const change = (name: string, value: string) => {
    setPicked(null);
    setSearch((before) => { const next = new URLSearchParams(before); next.set(name, value); return next; }, { replace: true });
  };
  const nameOf = (code: string) => { const one = metrics.data?.items.find((metric) => metric.code === code); return one ? (zh ? one.name_zh : one.name_en) : code; };
  const left = quality.data?.metrics ?? [];
  const facts = quality.data?.facts ?? [];
  const fact = facts.find((one) => one.fact === search.get('kind')) ?? facts.find((one) => one.fact === 'work_order') ?? facts[0];
  const lateRows = (quality.data?.late ?? []).filter((row) => row.late > 0).sort((a, b) => b.late - a.late);
  const open = (metric: string, title: string, part: string) => setPicked({ cases: { metric, span, where: undefined, title, part } });
  const number = (count: number, onPick: () => void) => (count > 0 && mayOpen ? <button type="button" className="linkish" onClick={onPick}>{count}</button> : <>{count}</>);
  const cases = picked && 'cases' in picked ? picked.cases : null;
  const shownMetric = metrics.data?.items.find(({ code }) => code === cases?.metric);
  const verb = (kind: string) => { const { subject, verb: done } = entryKind(kind); return `${t(`fact.kind.${subject}`, { defaultValue: t('performance.quality.other_kind') })} · ${t(`performance.quality.verb.${done}`, { defaultValue: '' }) || t(`timeline.${done}`, { defaultValue: t('performance.quality.verb.changed') })}`; };
  const listOf = (kind: string) => (kind === 'work_order' ? '/work-orders?view=all' : isRecordKind(kind) ? `/records/${kind}?from=${span.from}&until=${addDays(span.to, -1)}` : null);
  const failed = quality.error ?? metrics.error;
  return (
    <div>
      <div className="page-title wrap">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <h1>{t('performance.quality.title')}</h1>
        <span className="i2 m">{period === 'all' ? t('performance.until', { day: spanText(today, span.to, i18n.language) }) : spanText(span.from, span.to, i18n.language)}</span>
        <span className="sp" />
        <PeriodChoice value={period} onChange={(next) => change('period', next)} />
      </div>
      {failed ? <ErrorNote error={failed} onRetry={() => { void quality.refetch(); void metrics.refetch(); }} /> : !quality.data || !metrics.data ? <div className="card"><Skeleton lines={12} /></div> : (
        <div className={picked ? 'metric-grid' : ''}>
          <div className="col g16 min0">
            <section className="card" data-testid="left-out">
              <Head title={t('performance.quality.left_out')} note={t('performance.quality.left_out_note')} rows={left.length} name="left-out" csv={() => [[t('performance.metric'), t('performance.quality.counted'), t('performance.part_name.unlinked'), t('performance.part_name.pending')], ...left.map((row) => [zh ? row.name_zh : row.name_en, row.n, row.unlinked, row.pending])]}>
                {left.some((row) => row.unlinked > 0) ? null : <State kind="good">{t('performance.quality.none_unlinked')}</State>}
              </Head>
              {left.length === 0 ? <Empty text={t('performance.quality.nothing_left_out')} /> : (
                <table className="t">
                  <thead><tr><th>{t('performance.metric')}</th><th className="n">{t('performance.quality.counted')}</th><th className="n">{t('performance.part_name.unlinked')}</th><th className="n">{t('performance.part_name.pending')}</th></tr></thead>
                  <tbody>
                    {left.map((row) => {
                      const name = zh ? row.name_zh : row.name_en;
                      return (
                        <tr key={row.code} data-code-of={row.code}>
                          <td><Link to={`/kpi/${row.code}?period=${period}`}>{name}</Link></td>
                          <td className="n">{number(row.n, () => open(row.code, name, 'denominator'))}</td>
                          <td className="n b">{number(row.unlinked, () => open(row.code, `${name} · ${t('performance.part_name.unlinked')}`, 'unlinked'))}</td>
                          <td className="n">{number(row.pending, () => open(row.code, `${name} · ${t('performance.part_name.pending')}`, 'pending'))}</td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              )}
            </section>
            {fact && <Gaps fact={fact} facts={facts} onFact={(next) => change('kind', next)} columnText={columnText} number={number} listOf={listOf} open={(title, column) => setPicked({ title, query: { ...span, reason: 'empty', fact: fact.fact, column } })} />}
            {quality.data.late.length > 0 && (
              <section className="card" data-testid="late">
                <Head title={t('performance.quality.late')} note={t('performance.quality.late_note')} rows={lateRows.length} name="late" csv={() => [[t('performance.quality.entry'), t('performance.quality.entries'), t('performance.quality.late_count')], ...lateRows.map((row) => [verb(row.kind), row.entries, row.late])]}>
                  <Segmented label={t('performance.quality.late_after')} value={late} onChange={(next) => change('late', next)} options={lateHours.map((value) => ({ value, label: t(`performance.quality.hours.${value}`) }))} />
                </Head>
                {lateRows.length === 0 ? <Empty text={t('performance.quality.nothing_late')} /> : (
                  <table className="t">
                    <thead><tr><th>{t('performance.quality.entry')}</th><th className="n">{t('performance.quality.entries')}</th><th className="n">{t('performance.quality.late_count')}</th><th>{' '}</th><th>{' '}</th></tr></thead>
                    <tbody>
                      {lateRows.map((row) => (
                        <tr key={row.kind}>
                          <td>{verb(row.kind)}</td><td className="n">{row.entries}</td>
                          <td className="n b nw">{number(row.late, () => setPicked({ title: `${t('performance.quality.late')} · ${verb(row.kind)}`, query: { ...span, reason: 'late', kind: row.kind, late_hours: Number(late) } }))}</td>
                          <td className="n i2" style={{ width: 72 }}>{share(row.late, row.entries)}</td>
                          <td style={{ width: 160 }}><Bar part={row.late} whole={row.entries} /></td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </section>
            )}
          </div>
          {cases && shownMetric && <Beside key={`${cases.title} ${cases.part ?? ''}`}><CasesCard metric={shownMetric} picked={cases} nameOf={nameOf} onClose={() => setPicked(null)} /></Beside>}
          {picked && 'query' in picked && <Beside key={JSON.stringify(picked.query)}><QualityRecordsCard query={picked.query} title={picked.title} onClose={() => setPicked(null)} /></Beside>}
        </div>
      )}
    </div>
  );
}

const share = (part: number, whole: number) => (whole > 0 ? `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)}%` : '');

function Bar({ part, whole }: { part: number; whole: number }) {
  return <div className="metric-bar" aria-hidden="true"><i style={{ width: `${whole > 0 ? (100 * part) / whole : 0}%` }} /></div>;
}

/** Stays in sight beside a long page; on a narrow one the page goes to it. */
function Beside({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => { place.current?.scrollIntoView({ block: 'nearest' }); }, []);
  return <div ref={place} className="min0" style={{ position: 'sticky', top: 64, alignSelf: 'start', scrollMarginTop: 64 }}>{children}</div>;
}

function Head({ title, note, rows, name, csv, children }: { title: string; note: string; rows: number; name: string; csv: () => readonly (readonly (string | number)[])[]; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="hd wrap">
      <h2>{title}</h2><span className="i2 s">{note}</span>
      <span className="sp" />
      {children}
      <button type="button" className="btn sm" disabled={rows === 0} onClick={() => saveText(`${name}-${dateText(new Date())}.csv`, toCsv(csv()))}>{t('performance.export')}</button>
    </div>
  );
}

interface GapsProps {
  fact: FactGaps;
  facts: readonly FactGaps[];
  onFact: (fact: string) => void;
  columnText: ReturnType<typeof useColumnText>;
  number: (count: number, onPick: () => void) => ReactNode;
  listOf: (kind: string) => string | null;
  open: (title: string, column: string) => void;
}

/** The empty fields of one kind of record. */
function Gaps({ fact, facts, onFact, columnText, number, listOf, open }: GapsProps) {
  const { t } = useTranslation();
  const { fields, moments } = split(fact.columns);
  const list = listOf(fact.fact);
  const rows = (gaps: readonly ColumnGap[]) => gaps.map((gap) => {
    const label = columnText(gap);
    return (
      <tr key={gap.column}>
        <td>{label}</td>
        <td className="n b nw">{number(gap.missing, () => open(t('performance.quality.without', { field: label }), gap.column))}</td>
        <td className="n i2" style={{ width: 72 }}>{share(gap.missing, fact.rows)}</td>
        <td style={{ width: 200 }}><Bar part={gap.missing} whole={fact.rows} /></td>
      </tr>
    );
  });
  const table = (title: string, gaps: readonly ColumnGap[]) => gaps.length > 0 && (
    <table className="t">
      <thead><tr><th>{title}</th><th className="n">{t('performance.quality.missing')}</th><th>{' '}</th><th>{' '}</th></tr></thead>
      <tbody>{rows(gaps)}</tbody>
    </table>
  );
  return (
    <section className="card" data-testid="gaps">
      <Head title={t('performance.quality.gaps')} note={t('performance.quality.rows', { count: fact.rows })} rows={fact.columns.length} name={`gaps-${fact.fact}`} csv={() => [[t('performance.quality.field'), t('performance.quality.missing'), t('performance.records')], ...fact.columns.map((gap) => [columnText(gap), gap.missing, fact.rows])]}>
        <select className="ip" style={{ width: 180, height: 28 }} aria-label={t('performance.records')} value={fact.fact} onChange={(event) => onFact(event.target.value)}>
          {facts.map((one) => <option key={one.fact} value={one.fact}>{kindText(one.fact, t)} · {one.rows}</option>)}
        </select>
      </Head>
      {fact.columns.length === 0 ? <Empty text={t('performance.quality.no_gaps')} /> : (
        <>
          {table(t('performance.quality.fields'), fields)}
          {table(t('performance.quality.moments'), moments)}
        </>
      )}
      <div className="sec row g12 wrap i2 s">
        <span className="sp" />
        {list && <Link to={list}>{t('performance.quality.all_records')} ›</Link>}
      </div>
    </section>
  );
}
