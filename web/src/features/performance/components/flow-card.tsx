// Two months side by side and the customers between them: a picture, the same counts as a table, each leading to its customers.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveText, toCsv } from '@/shared/csv/csv';
import { choiceText } from '@/shared/facts/facts';
import { monthText } from '@/shared/format/date';
import { Empty, Segmented, State } from '@/shared/ui/basics';
import { flowPicture, flowSteps, ofBoth, type FlowCell, type FlowMonth, type FlowStep, type Movement } from '../api/flow';

const width = 640;
const bar = 14;
const gap = 14;
const side = 150;
/** What rose or fell is drawn over the others. */
const weight: Record<Movement, number> = { came: 0, left: 0, kept: 1, risen: 2, fallen: 2 };

interface Props { months: readonly FlowMonth[]; month: FlowMonth; onMonth: (month: string) => void; onPick: ((cell: FlowCell) => void) | undefined }

export function useStepName(): (step: FlowStep) => string {
  const { t } = useTranslation();
  return (step) => (step === 'complaint' ? t('performance.ladder.complaints') : step === 'no_answer' || step === 'first_answer' ? t(`performance.flow.${step}`) : choiceText('survey_answer', 'class', step, t));
}

export function FlowCard({ months, month, onMonth, onPick }: Props) {
  const { t, i18n } = useTranslation();
  const stepName = useStepName();
  const both = ofBoth(month.cells);
  const [who, setWho] = useState<'both' | 'all'>('both');
  const shown = who === 'both' ? both : month.cells;
  // Few customers make a small picture: a ribbon for one of them must not look like a crowd.
  const rows = Math.max(new Set(shown.map(({ before }) => before)).size, new Set(shown.map(({ now }) => now)).size);
  const height = Math.min(360, shown.reduce((sum, { customers }) => sum + customers, 0) * 26 + gap * (rows - 1));
  const { left, right, ribbons } = flowPicture(shown, height, gap);
  const name = (text: string) => monthText(`${text}-01`, i18n.language, { year: true });
  const steps = flowSteps.filter((step) => shown.some((cell) => cell.before === step));
  const goals = flowSteps.filter((step) => shown.some((cell) => cell.now === step));
  const count = (before: FlowStep, now: FlowStep) => shown.find((cell) => cell.before === before && cell.now === now);
  const path = (from: number, to: number, size: number) => {
    const x1 = side + bar;
    const x2 = width - side - bar;
    const mid = (x1 + x2) / 2;
    return `M${x1} ${from}C${mid} ${from} ${mid} ${to} ${x2} ${to}V${to + size}C${mid} ${to + size} ${mid} ${from + size} ${x1} ${from + size}Z`;
  };
  return (
    <section className="card" data-testid="flow">
      <div className="hd wrap">
        <h2>{t('performance.flow.title')}</h2>
        {month.risen > 0 && <State kind="good">{t('performance.flow.risen', { count: month.risen })}</State>}
        <span className="m i2">{t('performance.flow.kept', { count: month.kept })}</span>
        {month.fallen > 0 && <State kind="bad">{t('performance.flow.fallen', { count: month.fallen })}</State>}
        <span className="sp" />
        <select className="ip" style={{ width: 210, height: 28 }} aria-label={t('performance.flow.months')} value={month.month} onChange={(event) => onMonth(event.target.value)}>
          {months.map((one) => <option key={one.month} value={one.month}>{`${name(one.month_before)} → ${name(one.month)}`}</option>)}
        </select>
        <Segmented label={t('performance.flow.who')} value={who} onChange={setWho} options={(['both', 'all'] as const).map((value) => ({ value, label: t(`performance.flow.who_name.${value}`) }))} />
        <button type="button" className="btn sm" disabled={shown.length === 0} onClick={() => saveText(`flow-${month.month}.csv`, toCsv([[name(month.month_before), name(month.month), t('performance.flow.customers')], ...shown.map((cell) => [stepName(cell.before), stepName(cell.now), cell.customers])]))}>{t('performance.export')}</button>
      </div>
      {shown.length === 0 ? <Empty text={t('performance.flow.nobody')} action={who === 'both' && month.cells.length > 0 && <button type="button" className="btn" onClick={() => setWho('all')}>{t('performance.flow.who_name.all')}</button>} /> : (
        <>
          <div className="flow-scroll">
            <svg className="flow" viewBox={`0 -24 ${width} ${height + 28}`} width="100%" role="img" aria-label={shown.map((cell) => `${stepName(cell.before)} → ${stepName(cell.now)}: ${cell.customers}`).join('; ')}>
              <text x={side + bar} y={-10} textAnchor="end" className="head">{name(month.month_before)}</text>
              <text x={width - side - bar} y={-10} className="head">{name(month.month)}</text>
              {[...ribbons].sort((a, b) => weight[a.movement] - weight[b.movement]).map(({ cell, movement, left: from, right: to, height: size }) => {
                const label = `${stepName(cell.before)} → ${stepName(cell.now)}: ${cell.customers}`;
                return <path key={`${cell.before} ${cell.now}`} data-ribbon={`${cell.before} ${cell.now}`} d={path(from, to, size)} className={`ribbon ${movement}${onPick ? ' open' : ''}`} onClick={onPick && (() => onPick(cell))}><title>{label}</title></path>;
              })}
              {left.map((node) => <g key={node.step}><rect x={side} y={node.top} width={bar} height={Math.max(1, node.height)} className={`node ${node.step}`} /><text x={side - 8} y={node.top + node.height / 2 + 4} textAnchor="end">{stepName(node.step)} <tspan className="k">{node.customers}</tspan></text></g>)}
              {right.map((node) => <g key={node.step}><rect x={width - side - bar} y={node.top} width={bar} height={Math.max(1, node.height)} className={`node ${node.step}`} /><text x={width - side + 8} y={node.top + node.height / 2 + 4}><tspan className="k">{node.customers}</tspan> {stepName(node.step)}</text></g>)}
            </svg>
          </div>
          <div className="sec row g16 wrap s i2">
            {(['risen', 'kept', 'fallen'] as const).map((one) => <span key={one} className="row g4"><i className={`flow-key ${one}`} />{t(`performance.flow.legend.${one}`)}</span>)}
            {who === 'all' && <span className="row g4"><i className="flow-key came" />{t('performance.flow.legend.silent')}</span>}
            {month.unlinked > 0 && <span>{t('performance.flow.unlinked', { count: month.unlinked })}</span>}
          </div>
          <div style={{ overflowX: 'auto' }}>
            <table className="t" data-testid="flow-table">
              <thead><tr><th>{name(month.month_before)} ＼ {name(month.month)}</th>{goals.map((step) => <th key={step} className="n">{stepName(step)}</th>)}</tr></thead>
              <tbody>
                {steps.map((before) => (
                  <tr key={before}>
                    <td className="nw">{stepName(before)}</td>
                    {goals.map((now) => {
                      const cell = count(before, now);
                      return <td key={now} className={`n${before === now ? ' b' : ''}`}>{cell ? (onPick ? <button type="button" className="linkish" data-cell={`${before} ${now}`} onClick={() => onPick(cell)}>{cell.customers}</button> : cell.customers) : <span className="i3">–</span>}</td>;
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
