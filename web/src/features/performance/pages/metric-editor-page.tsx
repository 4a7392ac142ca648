// Writing a metric: picked from lists or typed as a formula, tried on the records at once, kept as a version.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { addDays, dateText, shortMoment } from '@/shared/format/date';
import { useMay, useSession } from '@/shared/session/session';
import { Empty, Field, Segmented, Skeleton, useSettled } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { draftLines, draftText, emptyDraft, missingFields, readDraft, type Draft, type DraftField } from '../api/draft';
import { useMetrics } from '../api/hooks';
import { keepMetric, nameIn, nextVersion, useOwnMetrics, useTrial, useVocabulary, type OwnMetric } from '../api/own';
import { trendSpan } from '../api/periods';
import { problemText, textProblems } from '../api/text-problem';
import type { Vocabulary } from '../api/completion';
import { DraftForm } from '../components/draft-form';
import { MetricText } from '../components/metric-text';
import { TrialCard } from '../components/trial-card';
import './board-page.css';
import './metric-page.css';
import './metric-editor.css';

export default function MetricEditorPage() {
  const { code } = useParams();
  const { t } = useTranslation();
  const may = useMay('kpi.write');
  const metrics = useMetrics();
  const vocabulary = useVocabulary();
  const own = useOwnMetrics();
  const failed = metrics.error ?? vocabulary.error ?? own.error;
  const known = metrics.data?.items.find((one) => one.code === code);
  if (!may) return <div className="card"><Empty text={t('error.code.forbidden')} action={<Link className="btn" to="/kpi/own">{t('performance.writing.title')}</Link>} /></div>;
  if (failed) return <ErrorNote error={failed} onRetry={() => { void metrics.refetch(); void vocabulary.refetch(); void own.refetch(); }} />;
  if (!metrics.data || !vocabulary.data || !own.data) return <div className="card"><Skeleton lines={10} /></div>;
  const versions = own.data.items.filter((one) => one.code === code && one.manufacturer === '').sort((a, b) => b.metric_version - a.metric_version);
  if (code && !known && versions.length === 0) return <div className="card"><Empty text={t('performance.no_such_metric')} action={<Link className="btn p" to="/kpi/own">{t('performance.writing.title')}</Link>} /></div>;
  const text = code ? nextVersion(versions[0]?.text ?? known?.definition ?? '', [known?.version ?? 0, ...versions.map((one) => one.metric_version)]) : '';
  return <Editor key={code ?? ''} code={code} begun={text} versions={versions} metrics={metrics.data.items} vocabulary={vocabulary.data} />;
}

interface Props { code: string | undefined; begun: string; versions: readonly OwnMetric[]; metrics: readonly CatalogueMetric[]; vocabulary: ReturnType<typeof useVocabulary>['data'] & Vocabulary }

function Editor({ code, begun, versions, metrics, vocabulary }: Props) {
  const { t, i18n } = useTranslation();
  const zh = i18n.language !== 'en';
  const { user } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const kindOf = (fact: string, column: string) => vocabulary.facts.find((one) => one.fact === fact)?.columns.find((one) => one.column === column)?.kind;
  const [draft, setDraft] = useState<Draft>(() => (begun ? readDraft(begun, kindOf) ?? emptyDraft() : emptyDraft()));
  const [typed, setTyped] = useState(begun);
  const [mode, setMode] = useState<'picker' | 'text'>(() => (begun ? (readDraft(begun, kindOf) && !user.expert_mode ? 'picker' : 'text') : user.expert_mode ? 'text' : 'picker'));
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const today = dateText(new Date());

  const lines = draftLines(draft, (column) => kindOf(draft.fact, column));
  const text = mode === 'picker' ? lines.map((line) => line.text).join('\n') : typed;
  const pickable = mode === 'picker' || typed.trim() === '' || readDraft(typed, kindOf) !== null;
  const absent = mode === 'picker' ? missingFields(draft) : [];
  const codeTaken = mode === 'picker' && !code && metrics.some((one) => one.code === draft.code);
  const codeWrong = mode === 'picker' && draft.code !== '' && !/^[a-z][a-z0-9_]*$/.test(draft.code);
  const ready = absent.length === 0 && !codeWrong && text.trim() !== '';
  const settled = useSettled(text, 500);
  const trial = useTrial(settled, trendSpan(today), ready && settled === text);
  const keep = useMutation({
    mutationFn: () => keepMetric(text, note),
    onSuccess: (kept) => {
      void queries.invalidateQueries({ queryKey: ['kpi'] });
      toast('good', t('performance.writing.saved', { name: kept.code, version: kept.metric_version }));
      navigate(`/kpi/own?code=${kept.code}`);
    },
  });
  const complaints = textProblems(keep.error ?? (ready ? trial.error : null));
  const problems: Partial<Record<DraftField, string>> = {};
  for (const one of complaints) {
    const field = one.line !== null ? lines[one.line - 1]?.field : undefined;
    if (field) problems[field] = problemText(one, i18n.language, t);
  }
  if (tried) for (const field of absent) problems[field] = t('performance.writing.required');
  if (codeWrong) problems.code = t('performance.writing.code_wrong');
  else if (codeTaken) problems.code = t('performance.writing.code_taken');
  const rest = keep.error && complaints.length === 0 ? errorText(keep.error, t) : null;
  const version = Number(/^\s*metric\s+\w+\s+version\s+(\d+)/.exec(text)?.[1] ?? 1);
  const name = mode === 'picker' ? (zh ? draft.nameZh : draft.nameEn) || draft.code : nameIn(typed, i18n.language) || (code ?? '');
  const change = (next: Draft) => { keep.reset(); setDraft(next); };
  const switchTo = (next: 'picker' | 'text') => {
    if (next === mode) return;
    keep.reset();
    if (next === 'text') setTyped(draft.code || draft.nameZh || draft.nameEn || code ? draftText(draft, (column) => kindOf(draft.fact, column)) : typed || sketch);
    else if (typed.trim()) { const read = readDraft(typed, kindOf); if (!read) return; setDraft(read); }
    setMode(next);
  };
  const save = () => {
    setTried(true);
    if (ready && !codeTaken && !(complaints.length > 0 && !keep.error)) keep.mutate();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); save(); }} noValidate>
      <div className="page-title wrap">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <Link to="/kpi/own">{t('performance.writing.title')}</Link><span className="i3">›</span>
        <h1>{code ? t('performance.writing.new_version') : t('performance.writing.new')}</h1>
        {code && name && <span className="i2">{name}</span>}
        <span className="sp" />
        <Segmented label={t('performance.writing.mode')} value={mode} onChange={switchTo} options={[{ value: 'picker' as const, label: t('performance.writing.by_picker') }, { value: 'text' as const, label: t('performance.writing.by_text') }]} />
        <button type="submit" className="btn p" disabled={keep.isPending}>{t('performance.writing.save', { version })}</button>
      </div>
      {rest && <div className="note bad" role="alert" style={{ marginBottom: 16 }}>{rest}</div>}
      <div className="metric-grid editor-grid">
        <section className="card min0">
          <div className="sec col g12">
            {mode === 'text' && !pickable && <div className="note">{t('performance.writing.picker_cannot')}</div>}
            {mode === 'picker' ? <DraftForm draft={draft} onChange={change} facts={vocabulary.facts} metrics={metrics} problems={problems} isNew={!code} today={addDays(today, 1)} /> : (
              <MetricText value={typed} onChange={(next) => { keep.reset(); setTyped(next); }} problems={complaints} vocabulary={vocabulary} metrics={metrics.map((one) => one.code)} />
            )}
            <Field label={t('performance.writing.note')} hint={t('performance.writing.note_hint')}>{(control) => <input className="ip" maxLength={300} {...control} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
            {mode === 'picker' && ready && <details><summary className="i2 m">{t('performance.writing.by_text')}</summary><pre className="metric-definition" data-code>{text}</pre></details>}
          </div>
        </section>
        <div className="col g16 min0">
          <TrialCard trial={trial} name={name} ready={ready} wrong={complaints.length > 0} />
          {versions.length > 0 && (
            <section className="card">
              <div className="hd"><h2>{t('performance.writing.versions')}</h2></div>
              <table className="t"><tbody>
                {versions.map((one) => <tr key={one.id}><td className="nw">v{one.metric_version}</td><td className="i2 nw">{shortMoment(new Date(one.created_at))}</td><td>{one.note}</td></tr>)}
              </tbody></table>
            </section>
          )}
        </div>
      </div>
    </form>
  );
}

/** Where a formula begins. */
const sketch = `metric  version 1 {
  name zh '' en ''
  fact work_order
  unit percent
  better up
  owner manager
  basis event
  anchor delivered
  numerator count where delivered - accepted <= 2d
  denominator count
}`;
