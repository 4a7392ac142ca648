// One import: what was detected, what the columns mean, a preview with errors, progress, result, undo.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { call, downloadUrl } from '@/api/client';
import type { components } from '@/api/schema';
import { fieldText } from '@/shared/facts/facts';
import { shortMoment } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';
import { Empty, Field, Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { fieldsOf, kindOf, permittedText, reasonText, type RowProblem } from '../api/reason';
import { MappingTable } from '../components/mapping-table';
import { ImportStateTag } from '../components/state-tag';

type Mapping = components['schemas']['Mapping'];
const running = ['validating', 'applying', 'undoing'];
/** Before anything is written people want to know what could be; afterwards what was. */
const countsBefore = ['read', 'staged', 'rejected'] as const;
const countsAfter = ['read', 'imported', 'updated', 'unchanged', 'rejected'] as const;
const encodings = ['UTF-8', 'GB18030', 'windows-1252'] as const;
const delimiters = [',', ';', '\t', '|'] as const;
const orders = ['ymd', 'dmy', 'mdy'] as const;

export default function ImportPage() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const mayRun = useMay('import.run');
  const found = useQuery({ queryKey: ['imports', id], queryFn: ({ signal }) => call('GET /imports/{id}', { path: { id }, signal }), refetchInterval: (query) => (running.includes(query.state.data?.state ?? '') ? 700 : false) });
  const profiles = useQuery({ queryKey: ['imports', 'profiles'], queryFn: ({ signal }) => call('GET /import-profiles', { signal }), staleTime: 5 * 60_000 });
  const one = found.data;
  const state = one?.state ?? '';
  const looked = ['validated', 'applying', 'done', 'failed', 'undone'].includes(state);
  const preview = useQuery({ queryKey: ['imports', id, 'preview', state, one?.version], queryFn: ({ signal }) => call('GET /imports/{id}/preview', { path: { id }, signal }), enabled: looked });
  const [draft, setDraft] = useState<Mapping | null>(null);
  useEffect(() => setDraft(null), [one?.version]);
  const done = { onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }) };
  const saving = useMutation({ mutationFn: (mapping: Mapping) => call('PUT /imports/{id}/mapping', { path: { id }, body: { mapping }, ifMatch: one?.version }), ...done });
  const stepping = useMutation({
    mutationFn: async (step: 'validate' | 'apply' | 'undo') => {
      const at = { path: { id }, ifMatch: one?.version };
      return step === 'validate' ? call('POST /imports/{id}/validate', at) : step === 'apply' ? call('POST /imports/{id}/apply', at) : call('POST /imports/{id}/undo', at);
    },
    ...done,
  });
  if (found.error) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  if (!one) return <div className="card"><Skeleton lines={8} /></div>;

  const profile = profiles.data?.items.find(({ code }) => code === one.profile);
  const mapping = draft ?? one.mapping;
  const editable = mayRun && ['detected', 'validated', 'failed'].includes(state);
  const percent = one.progress.total > 0 ? Math.min(100, Math.round((100 * (state === 'validating' ? one.progress.read : one.progress.done)) / (state === 'validating' ? one.progress.total : Math.max(1, one.progress.staged)))) : 0;
  const detected = one.detected;
  const change = (part: Partial<Mapping>) => setDraft({ ...mapping, ...part });
  const kind = kindOf(one.profile);
  const fieldName = (code: string) => {
    const field = profile?.fields?.find((known) => known.code === code);
    return field ? (i18n.language === 'en' ? field.name_en : field.name_zh) : code;
  };
  // Times come as instants, choices as codes: people see neither.
  const shownValue = (code: string, value: unknown) => {
    if (value === null || value === undefined || typeof value === 'object') return '';
    const text = String(value);
    const kind = profile?.fields?.find((known) => known.code === code)?.kind;
    if (kind === 'time' && /^\d{4}-\d\d-\d\dT/.test(text)) return shortMoment(new Date(text));
    return kind === 'choice' ? permittedText(kind, code, text, t) : text;
  };
  const why = (problem: RowProblem) => {
    // A field that no column feeds, such as the person found by a name, is known by the word that records use.
    const field = problem.field ? fieldName(problem.field) : '';
    const label = field === problem.field ? fieldText(field.split('/')[0] ?? '', t) : field;
    return `${label && !/^[a-z0-9_]+$/.test(label) ? `${label}${i18n.language === 'en' ? ': ' : '：'}` : ''}${reasonText(problem, t)}`;
  };
  // A row that could not be written has been read already: it comes as its fields.
  const asItCame = (row: string) => {
    const fields = fieldsOf(row);
    return fields ? Object.entries(fields).map(([code, value]) => [fieldName(code), shownValue(code, value)]).filter(([, value]) => value).map(([name, value]) => `${name} ${value}`).join(' · ') : row;
  };
  const delimiterName = (sign: string) => t(`imports.delimiter_name.${{ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }[sign] ?? 'other'}`, { sign });
  const previewRows = (preview.data?.rows ?? []).map(({ line, values }) => ({ line, values: values as Record<string, unknown> }));
  const shownFields = [...new Set(previewRows.flatMap(({ values }) => Object.keys(values).filter((name) => shownValue(name, values[name]) !== '')))];
  const failed = saving.error ?? stepping.error;

  return (
    <div>
      <div className="page-title">
        <Link to="/imports">{t('imports.title')}</Link><span className="i3">›</span>
        <h1>{one.file_name}</h1>
        <ImportStateTag state={state} />
        <span className="sp" />
        {editable && draft && <button type="button" className="btn p" disabled={saving.isPending} onClick={() => saving.mutate(draft)}>{t('imports.save_mapping')}</button>}
        {editable && !draft && state !== 'validated' && <button type="button" className="btn p" disabled={stepping.isPending || (one.mapping_errors ?? []).length > 0} onClick={() => stepping.mutate('validate')}>{t('imports.validate')}</button>}
        {editable && !draft && state === 'validated' && <button type="button" className="btn p" disabled={stepping.isPending || one.progress.staged === 0} onClick={() => stepping.mutate('apply')}>{t('imports.apply', { count: one.progress.staged })}</button>}
        {mayRun && state === 'done' && <button type="button" className="btn danger" disabled={stepping.isPending} onClick={() => stepping.mutate('undo')}>{t('imports.undo')}</button>}
      </div>
      {failed ? <div style={{ marginBottom: 16 }}><ErrorNote error={failed} /></div> : null}
      {one.failure && <div className="note bad" style={{ marginBottom: 16 }} role="alert">{t(`error.code.${one.failure}`, { defaultValue: t('imports.failed') })}</div>}
      {(looked || running.includes(state)) && (
        <section className="card" style={{ marginBottom: 16 }}>
          <div className="sec row g24 wrap" data-testid="import-counts">
            {(['detected', 'validating', 'validated'].includes(state) ? countsBefore : countsAfter).map((name) => <span key={name} data-count={name}><span className="i3 s">{t(`imports.count.${name}`)}</span><br /><b className={name === 'rejected' && one.progress.rejected > 0 ? 'bad' : undefined} style={{ fontSize: 20, lineHeight: '28px' }}>{one.progress[name]}</b></span>)}
            <span className="sp" />
            {one.rejects_url && <a className="btn" href={downloadUrl(`/imports/${id}/rejects`, { lang: i18n.language })} download>{t('imports.rejects_file')}</a>}
          </div>
          {running.includes(state) && <div className="sec"><div className="pg" role="progressbar" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} aria-label={t(`imports.state.${state}`)}><i style={{ width: `${percent}%` }} /></div><p className="i2 s" style={{ marginTop: 6 }}>{t('imports.may_leave')}</p></div>}
        </section>
      )}
      {looked && (
        <section className="card" style={{ marginBottom: 16 }} data-testid="import-preview">
          <div className="hd"><h2>{t('imports.preview')}</h2></div>
          {preview.isPending ? <Skeleton lines={4} /> : (
            <>
              {(preview.data?.rejects ?? []).length > 0 && (
                <div style={{ overflowX: 'auto' }} data-testid="import-rejects">
                  <h3 className="sec bad">{t('imports.rejected_rows', { count: one.progress.rejected })}</h3>
                  <table className="t"><thead><tr><th>{t('imports.line')}</th><th>{t('imports.why')}</th><th>{t('imports.row')}</th></tr></thead><tbody>
                    {(preview.data?.rejects ?? []).map((reject) => <tr key={reject.line}><td>{reject.line}</td><td className="bad">{(reject.problems ?? []).map((problem) => why(problem)).join(' ')}</td><td className="mono s el" style={{ maxWidth: 480 }} title={asItCame(reject.row)}>{asItCame(reject.row)}</td></tr>)}
                  </tbody></table>
                </div>
              )}
              {previewRows.length === 0 ? <Empty text={t('imports.no_rows')} /> : (
                <div style={{ overflow: 'auto', maxHeight: 320 }} data-testid="import-rows">
                  <h3 className="sec">{t('imports.good_rows', { count: previewRows.length })}</h3>
                  <table className="t">
                    <thead><tr><th>{t('imports.line')}</th>{shownFields.map((name) => <th key={name}>{fieldName(name)}</th>)}</tr></thead>
                    <tbody>{previewRows.map((row) => <tr key={row.line}><td className="i3">{row.line}</td>{shownFields.map((name) => <td key={name} className="el" style={{ maxWidth: 240 }}>{shownValue(name, row.values[name])}</td>)}</tr>)}</tbody>
                  </table>
                </div>
              )}
            </>
          )}
        </section>
      )}
      <section className="card" style={{ marginBottom: 16 }}>
        <div className="hd"><h2>{t('imports.detected')}</h2><span className="i2 s">{t('imports.detected_rows', { count: detected.rows_estimate })}</span></div>
        <div className="sec row g16 wrap">
          <Field label={t('imports.encoding')}>{(control) => <select className="ip" {...control} disabled={!editable} value={mapping.encoding ?? ''} onChange={(event) => change({ encoding: event.target.value || null })}><option value="">{t('imports.as_detected', { value: encodings.find((name) => name.toLowerCase() === detected.encoding.toLowerCase()) ?? detected.encoding })}</option>{encodings.map((name) => <option key={name} value={name}>{name}</option>)}</select>}</Field>
          <Field label={t('imports.delimiter')}>{(control) => <select className="ip" {...control} disabled={!editable} value={mapping.delimiter ?? ''} onChange={(event) => change({ delimiter: event.target.value || null })}><option value="">{t('imports.as_detected', { value: delimiterName(detected.delimiter) })}</option>{delimiters.map((name) => <option key={name} value={name}>{delimiterName(name)}</option>)}</select>}</Field>
          <Field label={t('imports.date_order')}>{(control) => <select className="ip" {...control} disabled={!editable} value={mapping.date_order ?? ''} onChange={(event) => change({ date_order: event.target.value || null })}><option value="">{t('imports.as_detected', { value: detected.date_order ? t(`imports.order.${detected.date_order}`) : '–' })}</option>{orders.map((name) => <option key={name} value={name}>{t(`imports.order.${name}`)}</option>)}</select>}</Field>
          {detected.date_order_ambiguous && <span className="warn s">{t('imports.ambiguous')}</span>}
        </div>
        <div style={{ overflow: 'auto', maxHeight: 220 }}>
          <table className="t"><thead><tr>{(detected.header ?? []).map((name) => <th key={name}>{name}</th>)}</tr></thead><tbody>{(detected.sample_rows ?? []).slice(0, 5).map((row, index) => <tr key={index}>{row.map((value, at) => <td key={at} className="el" style={{ maxWidth: 220 }}>{value}</td>)}</tr>)}</tbody></table>
        </div>
      </section>
      {profile && (
        <section className="card" style={{ marginBottom: 16 }}>
          <div className="hd"><h2>{t('imports.mapping')}</h2><span className="i2 s">{i18n.language === 'en' ? profile.title_en : profile.title_zh}</span></div>
          <MappingTable kind={kind} fields={profile.fields ?? []} detected={detected} mapping={mapping} errors={(one.mapping_errors ?? []) as { field?: string; code: string; message: string }[]} disabled={!editable} onChange={setDraft} />
        </section>
      )}
    </div>
  );
}
