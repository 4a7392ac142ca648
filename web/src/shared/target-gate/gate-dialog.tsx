// A target letter by letter: specific, measurable, accepted, within reach, timed; and the answer of whoever it binds.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { goalText, nameIn } from '@/shared/figures/standing';
import { dateText, longDate, monthText, shortMoment } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { Field, Skeleton, State } from '@/shared/ui/basics';
import type { MarkKind } from '@/shared/ui/icon';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { Spark } from '@/shared/ui/spark';
import { useAccept, useGate, useNegotiate, type Acceptance, type Gate, type GateState } from './hooks';
import { LevelFields, levels, unread, valuesOf, type Entries } from './level-fields';
import { entryOf, toEntry } from './levels';
import { problemsOf, refusal } from './problems';
import './target-gate.css';

const marks: Record<GateState, MarkKind> = { pass: 'good', warn: 'warn', fail: 'bad', waiting: 'none' };
const acceptanceMarks: Record<Acceptance, MarkKind> = { waiting: 'none', accepted: 'good', negotiating: 'warn' };

/** Whether whoever answers for a target has taken it on. */
export function AcceptanceState({ acceptance }: { acceptance: Acceptance }) {
  const { t } = useTranslation();
  return <State kind={acceptanceMarks[acceptance]} plain>{t(`gate.acceptance.${acceptance}`)}</State>;
}

function Letter({ letter, state, text, children }: { letter: string; state: GateState; text: string; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className="gate-letter" data-letter={letter} data-state={state}>
      <b className={`gate-mark ${state}`} aria-hidden="true">{letter.toUpperCase()}</b>
      <div className="col g4">
        <div className="row g8 wrap"><b>{t(`gate.letter.${letter}`)}</b><State kind={marks[state]} plain>{text}</State></div>
        {children}
      </div>
    </li>
  );
}

/** Why a target is looked at twice, in one sentence each. */
function doubtTexts(gate: Gate, t: ReturnType<typeof useTranslation>['t']): string[] {
  const { target, realistic } = gate;
  const told = (value: number | null | undefined) => metricText(value, target.unit, t);
  return realistic.doubts.map((doubt) => t(`gate.doubt.${doubt}`, {
    sigmas: realistic.jump == null ? '' : realistic.jump.toFixed(1), best: doubt === 'pace' ? told(realistic.pace_best) : told(realistic.best), asked: told(realistic.pace_asked), expected: told(realistic.expected),
  }));
}

function Reach({ gate }: { gate: Gate }) {
  const { t, i18n } = useTranslation();
  const { target, realistic } = gate;
  const known = realistic.months.filter(({ value }) => value != null);
  const facts = [
    realistic.expected == null ? '' : t('gate.expected', { value: metricText(realistic.expected, target.unit, t) }),
    realistic.mean == null ? '' : t('gate.mean', { value: metricText(realistic.mean, target.unit, t) }),
    realistic.pace_asked == null ? '' : t('gate.pace', { asked: metricText(realistic.pace_asked, target.unit, t), last: metricText(realistic.pace_last, target.unit, t) }),
  ].filter(Boolean);
  return (
    <>
      {doubtTexts(gate, t).map((text) => <div key={text} className="m">{text}</div>)}
      {facts.length > 0 && <div className="i2 s">{facts.join(' · ')}</div>}
      {known.length > 1 && <Spark label={nameIn(target, i18n.language)} better={target.better} width={520} height={112} reference={target.target} points={realistic.months.map(({ month, value }) => ({ label: monthText(`${month}-01`, i18n.language), value: value ?? null, low: null, high: null, text: metricText(value, target.unit, t) }))} />}
    </>
  );
}

function Checkpoints({ gate }: { gate: Gate }) {
  const { t, i18n } = useTranslation();
  const today = dateText(new Date());
  return (
    <ol className="gate-points">
      {gate.timed.checkpoints.map(({ on, value, n, reached }) => (
        <li key={on}>
          <span className="i2 s">{longDate(new Date(`${on}T00:00:00`), i18n.language)}</span>
          <b>{value == null ? '—' : metricText(value, gate.target.unit, t)}</b>
          <span className="s">{reached == null ? <span className="i3">{t(on >= today ? 'gate.ahead' : n > 0 ? 'gate.seen' : 'gate.no_records')}</span> : <State kind={reached ? 'good' : 'warn'} plain>{t(reached ? 'gate.reached' : 'gate.not_yet')}</State>}</span>
        </li>
      ))}
    </ol>
  );
}

function Answers({ gate, who }: { gate: Gate; who: (user: string) => string }) {
  const { t } = useTranslation();
  return (
    <ul className="gate-answers">
      {gate.acceptable.answers.map((answer) => (
        <li key={answer.answered_at} className="m">
          <AcceptanceState acceptance={answer.acceptance} />{' '}
          {answer.target != null && <b>{levels.map((level) => metricText(answer[level], gate.target.unit, t)).join(' / ')} </b>}
          {answer.note} <span className="i3 s">{[who(answer.answered_by), shortMoment(new Date(answer.answered_at)), answer.target_version === gate.target.version ? '' : t('gate.of_version', { version: answer.target_version })].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

function Negotiate({ gate, onBack, onDone }: { gate: Gate; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const { target } = gate;
  const like = Math.max(target.floor, target.target);
  const { size } = entryOf(target.unit, like, t);
  const [entries, setEntries] = useState<Entries>(() => ({ floor: toEntry(target.floor, size), target: toEntry(target.target, size), stretch: toEntry(target.stretch, size) }));
  const [note, setNote] = useState('');
  const [mine, setMine] = useState<ReturnType<typeof problemsOf>>({});
  const asking = useNegotiate(target);
  const problems = { ...problemsOf(asking.error, t), ...mine };
  const send = () => {
    const values = valuesOf(entries, size);
    setMine({ ...(values ? {} : unread(entries, size, t('targets.field.number'))), ...(note.trim() ? {} : { note: [{ pointer: '/note', code: 'required', message: '' }] }) });
    if (!values || !note.trim()) return;
    const same = levels.every((level) => values[level] === target[level]);
    asking.mutate({ ...(same ? { floor: null, target: null, stretch: null } : values), note: note.trim() }, { onSuccess: () => { toast('good', t('gate.asked')); onDone(); } });
  };
  return (
    <div className="note gate-ask" data-testid="negotiate">
      <p className="i2 m">{t('gate.ask_hint')}</p>
      {asking.error && Object.keys(problemsOf(asking.error, t)).length === 0 ? <div className="note bad" role="alert">{refusal(asking.error, t)}</div> : null}
      <LevelFields unit={target.unit} like={like} entries={entries} onChange={setEntries} problems={problems} />
      <Field label={t('gate.why')} problems={problems.note ?? []}>{(control) => <textarea className="ip" rows={2} {...control} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
      <div className="row g8"><span className="sp" /><button type="button" className="btn" onClick={onBack}>{t('common.cancel')}</button><button type="button" className="btn p" disabled={asking.isPending} onClick={send}>{t('gate.send')}</button></div>
    </div>
  );
}

export function GateDialog({ target, who, onClose }: { target: string; who: (user: string) => string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const gate = useGate(target);
  const accept = useAccept();
  const [asking, setAsking] = useState(false);
  const data = gate.data;
  const name = data ? nameIn(data.target, i18n.language) : '';
  const whose = data ? data.target.label || t('gate.company') : '';
  const answer = data?.acceptable.may_answer && !asking;
  return (
    <Dialog
      title={data ? t('gate.title', { name }) : t('gate.short')} onClose={onClose} width={680}
      footer={answer && data ? (
        <>
          <button type="button" className="btn" onClick={() => setAsking(true)}>{t('gate.negotiate')}</button>
          {data.target.acceptance !== 'accepted' && <button type="button" className="btn p" disabled={accept.isPending} onClick={() => accept.mutate([data.target], { onSuccess: () => toast('good', t('gate.accepted')) })}>{t('gate.accept')}</button>}
        </>
      ) : undefined}
    >
      {gate.error ? <ErrorNote error={gate.error} onRetry={() => void gate.refetch()} /> : !data ? <Skeleton lines={8} /> : (
        <>
          {accept.error ? <div className="note bad" role="alert">{refusal(accept.error, t)}</div> : null}
          <p className="gate-goal">{whose} · <b>{goalText(data.target.target, data.target.unit, data.target.better, t)}</b> <span className="i2 m">{levels.map((level) => `${t(`targets.level.${level}`)} ${metricText(data.target[level], data.target.unit, t)}`).join(' · ')}</span></p>
          <ul className="gate" data-testid="gate">
            <Letter letter="s" state={data.specific.state} text={t('gate.specific', { name, who: whose })} />
            <Letter letter="m" state={data.measurable.state} text={t(`gate.measurable.${data.measurable.state}`, { before: data.measurable.n_before, now: data.measurable.n_now })} />
            <Letter letter="a" state={data.acceptable.state} text={t(`gate.acceptance.${data.target.acceptance}`)}><Answers gate={data} who={who} /></Letter>
            <Letter letter="r" state={data.realistic.state} text={t(`gate.realistic.${data.realistic.state}`)}><Reach gate={data} /></Letter>
            <Letter letter="t" state={data.timed.state} text={t('gate.timed', { from: longDate(new Date(`${data.timed.from}T00:00:00`), i18n.language), to: longDate(new Date(`${data.timed.to}T00:00:00`), i18n.language) })}><Checkpoints gate={data} /></Letter>
          </ul>
          {asking && <Negotiate gate={data} onBack={() => setAsking(false)} onDone={() => setAsking(false)} />}
        </>
      )}
    </Dialog>
  );
}
