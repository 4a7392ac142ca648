// The open cases that decide a figure: how likely each goes wrong, why, what is offered, who has it in hand.
// Owns the moves through them by letters and the dialogs that give a case away or tell how it ended.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { formatMoney } from '@/shared/format/money';
import { shortMoment } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { AssignDialog } from './assign-dialog';
import { AssignManyDialog } from './assign-many-dialog';
import { FinishDialog, useTakeBack } from './finish-dialog';
import { useDecidingCases } from './hooks';
import { casePath, casesNoun, chanceText, type DecidingCase, type LandingLine, type LandingScope } from './model';
import './landing.css';

const shownFirst = 9;
const shownAtMost = 50;

interface Props { line: LandingLine; scope: LandingScope; month: string | undefined }

export function DecidingCases({ line, scope, month }: Props) {
  const { t } = useTranslation();
  const mayAssign = useMay('forecast.assign');
  const [all, setAll] = useState(false);
  const cases = useDecidingCases(line.metric, scope, month, shownAtMost);
  const [cursor, setCursor] = useState(-1);
  const [giving, setGiving] = useState<DecidingCase | null>(null);
  const [finishing, setFinishing] = useState<DecidingCase | null>(null);
  const [many, setMany] = useState(false);
  const takeBack = useTakeBack();
  const answer = cases.data;
  // A case that is given away keeps its place: its row changes, and the manager still sees it.
  const found = [...(answer?.items ?? [])].sort((a, b) => b.chance_alone - a.chance_alone || (a.id < b.id ? -1 : 1));
  const items = all ? found : found.filter((item, index) => index < shownFirst || item.assignment?.state === 'assigned');
  const act = (item: DecidingCase | undefined) => {
    if (!item) return;
    if (item.assignment?.state === 'assigned') setFinishing(item);
    else if (mayAssign && canGive(item)) setGiving(item);
  };
  useShortcuts([
    { key: 'j', label: t('landing.key_down'), run: () => setCursor(Math.min(cursor + 1, items.length - 1)) },
    { key: 'k', label: t('landing.key_up'), run: () => setCursor(Math.max(cursor - 1, 0)) },
    { key: 'Enter', label: t('landing.key_act'), run: () => act(items[cursor]) },
  ]);
  const noun = casesNoun(line);
  const free = (answer?.items ?? []).slice(0, answer?.top ?? 0).filter((item) => canGive(item));
  return (
    <section className="card" data-testid="deciding">
      <div className="hd deciding-head">
        <div className="min0 sp">
          <h2>{answer && answer.deciding > 0 ? t(`landing.deciding.${noun}`, { count: answer.deciding }) : t('landing.deciding_title')}</h2>
          {answer && (
            <p className="s i2" data-testid="if-done">
              {t(noun === 'quote' ? 'landing.bar_quote' : 'landing.bar')}
              {answer.chance_now != null && answer.chance_if_done != null && answer.top > 0
                ? chanceText(answer.chance_now) === chanceText(answer.chance_if_done) ? <>　{t('landing.if_done_same', { count: answer.top, chance: chanceText(answer.chance_now) })}</>
                  : <>　{t('landing.if_done', { count: answer.top })} <b className="nw">{chanceText(answer.chance_now)} → {chanceText(answer.chance_if_done)}</b></> : null}
            </p>
          )}
        </div>
        {mayAssign && free.length > 1 && <button type="button" className="btn sm" onClick={() => setMany(true)}>{t('landing.assign_top', { count: free.length })}</button>}
      </div>
      {cases.error ? <ErrorNote error={cases.error} onRetry={() => void cases.refetch()} /> : !answer ? <Skeleton lines={6} height={20} gap={30} /> : items.length === 0 ? <Empty text={t('landing.no_cases')} /> : (
        <div className={all ? 'deciding-list long' : 'deciding-list'}>
          {items.map((item, index) => (
            <Row
              key={`${item.kind} ${item.id}`} item={item} selected={index === cursor} first={index === 0} quote={noun === 'quote'} mayAssign={mayAssign}
              onSelect={() => setCursor(index)} onGive={() => setGiving(item)} onFinish={() => setFinishing(item)} onTakeBack={() => takeBack(item)}
            />
          ))}
        </div>
      )}
      {answer && (
        <div className="sec row g8 wrap m deciding-foot">
          <span className="i2" data-testid="handled">{answer.handled > 0 ? t('landing.handled', { count: answer.handled, well: answer.handled_well }) : t('landing.none_handled')}</span>
          <Link to={`/kpi/assignments?metric=${line.metric}`}>{t('landing.see_handled')} ›</Link>
          <span className="sp" />
          {!all && found.length > items.length && <button type="button" className="btn sm" onClick={() => setAll(true)}>{t('landing.more_cases', { count: found.length })}</button>}
        </div>
      )}
      {giving && <AssignDialog item={giving} metric={line.metric} scope={scope} month={month} chance={answer?.chance_now ?? null} onClose={() => setGiving(null)} />}
      {finishing?.assignment && <FinishDialog assignment={finishing.assignment} title={caseTitle(finishing)} onClose={() => setFinishing(null)} />}
      {many && <AssignManyDialog items={free} metric={line.metric} scope={scope} month={month} onClose={() => setMany(false)} />}
    </section>
  );
}

/** Not in anybody's hands, and not told to have ended. */
function canGive(item: DecidingCase): boolean {
  return !item.assignment || item.assignment.state === 'cancelled';
}

export function caseTitle(item: DecidingCase): string {
  return [item.title, item.no].filter(Boolean).join(' · ');
}

interface RowProps { item: DecidingCase; selected: boolean; first: boolean; quote: boolean; mayAssign: boolean; onSelect: () => void; onGive: () => void; onFinish: () => void; onTakeBack: () => void }

function Row({ item, selected, first, quote, mayAssign, onSelect, onGive, onFinish, onTakeBack }: RowProps) {
  const { t } = useTranslation();
  const given = item.assignment?.state === 'assigned' ? item.assignment : null;
  const done = item.assignment?.state === 'done' ? item.assignment : null;
  const reasons = item.reasons.slice(0, 3).map((reason) => t(`landing.reason.${reason}`));
  const facts = [
    item.kind === 'callback' ? t('landing.case_kind.callback') : '',
    item.adds != null ? t('landing.brings', { value: formatMoney({ amount: Math.round(item.adds / 100) * 100, currency: 'CNY' }, { short: true }) }) : '',
    item.holder_name ? t('landing.in_hand', { name: item.holder_name }) : '',
    item.due_at && item.kind !== 'callback' ? t('landing.due', { at: shortMoment(new Date(item.due_at)) }) : '',
  ].filter(Boolean);
  const eased = item.chance_alone - item.chance > 0.005;
  return (
    <div className={selected ? 'deciding-row sel' : 'deciding-row'} data-case={item.id} data-assigned={item.assignment?.state ?? 'none'} aria-current={selected || undefined} onClick={onSelect}>
      <div title={eased ? t('landing.alone', { chance: chanceText(item.chance_alone) }) : undefined}>
        <div className="chance">{chanceText(item.chance)}</div>
        <div className="chance-bar" aria-hidden="true"><i style={{ width: `${item.chance * 100}%` }} /></div>
      </div>
      <div className="min0">
        <div className="el"><Link className="name" to={casePath(item.kind, item.id)}>{item.title || item.no || t(`landing.case_kind.${item.kind}`)}</Link> <span className="m i2">{[item.title ? item.no : '', item.detail].filter(Boolean).join(' · ')}</span></div>
        <div className="m el" title={reasons.join(t('landing.comma'))}>{reasons.length > 0 ? reasons.join(t('landing.comma')) : <span className="i2">{t(`landing.usual.${quote ? 'quote' : 'case'}`)}</span>}</div>
        {given && <div className="s el" data-testid="assigned"><State kind="warn" plain>{t('landing.given', { name: given.owner_name, action: t(`landing.action.${given.action}`) })}</State>{given.due_at && <span className="i2"> {t('landing.until', { at: shortMoment(new Date(given.due_at)) })}</span>}{eased && <span className="i2"> · {chanceText(item.chance_alone)} → {chanceText(item.chance)}</span>}</div>}
        {done && <div className="s el"><State kind={done.result === 'ended_well' ? 'good' : 'bad'} plain>{t(`landing.result.${done.result ?? 'ended_well'}`)}</State> <span className="i2">{[done.owner_name, done.result_note].filter(Boolean).join('：')}</span></div>}
        {!given && !done && <div className="s i3 el">{facts.join(' · ')}</div>}
      </div>
      <div className="row g4">
        {given ? (
          <>
            <button type="button" className="btn sm tint" onClick={onFinish}>{t('landing.finish')}</button>
            {mayAssign && <button type="button" className="btn sm t" onClick={onTakeBack}>{t('landing.take_back')}</button>}
          </>
        ) : done ? null : mayAssign ? (
          <button type="button" className={first ? 'btn sm p' : 'btn sm tint'} onClick={onGive}>{t(`landing.action.${item.action}`)}{selected && <kbd>Enter</kbd>}</button>
        ) : <span className="m i2">{t(`landing.action.${item.action}`)}</span>}
      </div>
    </div>
  );
}
