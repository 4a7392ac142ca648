// The metrics of the manager's grid with their landings: as cards or rows, the most urgent first or as the grid has them.
// Owns the choice of month and scope, and the moves through the metrics by letters.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addMonths, dateText, monthStart, monthText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { BudgetLine } from '@/shared/landing/budget';
import { useLandingBoard } from '@/shared/landing/hooks';
import { BasisText, LandingCard, LandingCardSkeleton } from '@/shared/landing/landing-card';
import { byUrgency, casesNoun, chanceText, endangeredOf, landingTones, nameOf, shownState, stateMark, stateText, targetText, type LandingLine, type LandingScope } from '@/shared/landing/model';
import { useSession, useSite } from '@/shared/session/session';
import { Empty, Segmented, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useSites } from '@/shared/work-orders/hooks';

const monthsBack = 12;

export function LandingBoardView({ scope }: { scope: LandingScope }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const running = monthStart(dateText(new Date())).slice(0, 7);
  const months = Array.from({ length: monthsBack }, (_, back) => addMonths(`${running}-01`, -back).slice(0, 7));
  const month = months.find((one) => one === search.get('month')) ?? running;
  const rows = search.get('view') === 'rows';
  const asGrid = search.get('sort') === 'grid';
  const over = month < running;
  const board = useLandingBoard(scope, { month: over ? month : undefined });
  const [cursor, setCursor] = useState(-1);
  const change = (name: string, value: string) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    if (value) next.set(name, value); else next.delete(name);
    return next;
  }, { replace: true });
  const lines = board.data?.items ?? [];
  const ordered = asGrid ? lines : [...lines].sort(byUrgency);
  const endangered = endangeredOf(lines).length;
  const aimed = lines.filter(({ target }) => target).length;
  // The page of last month's metric shows how it landed; older ones are told by their forecasts.
  const path = (line: LandingLine) => (!over ? `/kpi/${line.metric}` : month === months[1] ? `/kpi/${line.metric}?period=last_month` : `/kpi/${line.metric}/forecasts?month=${month}`);
  useShortcuts([
    { key: 'j', label: t('performance.key_next'), run: () => setCursor(Math.min(cursor + 1, ordered.length - 1)) },
    { key: 'k', label: t('performance.key_before'), run: () => setCursor(Math.max(cursor - 1, 0)) },
    { key: 'Enter', label: t('performance.key_open'), run: () => { const line = ordered[cursor]; if (line) navigate(path(line)); } },
  ]);
  return (
    <div data-testid="landing-board">
      <div className="row g12 wrap board-filter">
        <MonthChoice months={months} month={month} onChange={(next) => change('month', next === running ? '' : next)} />
        <ScopeChoice />
        <span className="m i2" data-testid="board-answer">
          {board.data ? [
            !over && board.data.workdays > 0 ? t('performance.landing_board.workday', { day: board.data.workday, days: board.data.workdays }) : '',
            aimed === 0 ? t('performance.landing_board.no_targets') : over ? t('performance.landing_board.reached', { count: aimed, reached: lines.filter((line) => line.target && stateMark(line, true) === 'good').length }) : t('performance.landing_board.endangered', { count: lines.length, endangered }),
          ].filter(Boolean).join(' · ') : ''}
        </span>
        <span className="sp" />
        <Segmented label={t('performance.landing_board.sort')} value={asGrid ? 'grid' : 'urgency'} onChange={(value) => change('sort', value === 'grid' ? 'grid' : '')} options={[{ value: 'urgency', label: t('performance.landing_board.by_urgency') }, { value: 'grid', label: t('performance.landing_board.by_grid') }]} />
        <Segmented label={t('performance.landing_board.view')} value={rows ? 'rows' : 'cards'} onChange={(value) => change('view', value === 'rows' ? 'rows' : '')} options={[{ value: 'cards', label: t('performance.landing_board.cards') }, { value: 'rows', label: t('performance.landing_board.rows') }]} />
        <button type="button" className="btn sm" disabled={lines.length === 0} onClick={() => saveText(`landing-${month}.csv`, toCsv([
          [t('performance.metric'), t('performance.people.state'), t('performance.value'), 'n', t('performance.interval'), t('performance.interval'), t('performance.target'), t('performance.people.landing'), '80% low', '80% high', t('performance.people.chance'), t('performance.people.budget')],
          ...ordered.map((line) => [nameOf(line, i18n.language), stateText(line, over, t), line.value, line.n, line.interval?.[0], line.interval?.[1], line.target?.target, line.landing?.expected, line.landing?.low80, line.landing?.high80, line.chance.target, line.error_budget?.left]),
        ]))}
        >{t('performance.export')}</button>
      </div>
      {board.error ? <div className="card"><ErrorNote error={board.error} onRetry={() => void board.refetch()} /></div> : board.isPending ? <div className="landing-cards">{Array.from({ length: 8 }, (_, index) => <LandingCardSkeleton key={index} />)}</div>
        : lines.length === 0 ? <div className="card"><Empty text={t('performance.landing_board.nothing')} /></div>
        : rows ? <Rows lines={ordered} over={over} path={path} cursor={cursor} onSelect={setCursor} /> : (
          <div className="landing-cards">
            {ordered.map((line, index) => <LandingCard key={line.metric} line={line} month={board.data.month} over={over} to={path(line)} selected={index === cursor} onSelect={() => setCursor(index)} />)}
          </div>
        )}
    </div>
  );
}

function MonthChoice({ months, month, onChange }: { months: readonly string[]; month: string; onChange: (month: string) => void }) {
  const { t, i18n } = useTranslation();
  const at = months.indexOf(month);
  const older = months[at + 1];
  const newer = months[at - 1];
  return (
    <span className="row g4" role="group" aria-label={t('performance.landing_board.month')}>
      <button type="button" className="btn sm" disabled={!older} aria-label={t('performance.landing_board.older')} onClick={() => older && onChange(older)}>‹</button>
      <select className="ip" style={{ width: 132, height: 28 }} aria-label={t('performance.landing_board.month')} value={month} onChange={(event) => onChange(event.target.value)}>
        {months.map((one) => <option key={one} value={one}>{monthText(one, i18n.language, { year: true })}</option>)}
      </select>
      <button type="button" className="btn sm" disabled={!newer} aria-label={t('performance.landing_board.newer')} onClick={() => newer && onChange(newer)}>›</button>
    </span>
  );
}

/** The company or one of its sites: the same choice as at the top of the page. */
function ScopeChoice() {
  const { t } = useTranslation();
  const session = useSession();
  const { site, setSite } = useSite();
  const sites = useSites();
  if (session.scope !== 'tenant' && session.scope !== 'site') return null;
  const all = (sites.data?.items ?? []).filter(({ id }) => session.scope === 'tenant' || session.site_ids.includes(id));
  if (all.length < 2) return null;
  return (
    <select className="ip" style={{ width: 150, height: 28 }} aria-label={t('performance.landing_board.scope')} value={site ?? (session.scope === 'site' ? (session.site_ids[0] ?? '') : '')} onChange={(event) => setSite(event.target.value || null)}>
      {session.scope === 'tenant' && <option value="">{t('performance.landing_board.company')}</option>}
      {all.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
    </select>
  );
}

function Rows({ lines, over, path, cursor, onSelect }: { lines: readonly LandingLine[]; over: boolean; path: (line: LandingLine) => string; cursor: number; onSelect: (index: number) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="card people-table">
      <table className="t">
        <thead>
          <tr>
            <th>{t('performance.metric')}</th><th>{t('performance.people.state')}</th><th className="n">{t('performance.value')}</th><th>{t('performance.landing_board.basis')}</th><th>{t('performance.target')}</th>
            <th className="n">{t('performance.people.landing')}</th><th className="n">{t('performance.people.chance')}</th><th>{t('performance.people.budget')}</th><th>{t('performance.landing_board.deciding')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.metric} className={index === cursor ? 'sel' : ''} data-landing={line.metric} onClick={() => onSelect(index)}>
              <td className="nw"><Link className="b" to={path(line)}>{nameOf(line, i18n.language)}</Link></td>
              <td className="nw"><State kind={stateMark(line, over)} plain>{stateText(line, over, t)}</State></td>
              <td className="n nw b">{metricText(line.value, line.unit, t)}</td>
              <td className="nw i2"><BasisText line={line} /></td>
              <td className="nw i2">{targetText(line, t)}</td>
              <td className="n nw">{line.landing ? <>{metricText(line.landing.expected, line.unit, t)} <span className="i3 s">{intervalText([line.landing.low80, line.landing.high80], line.unit, t)}</span></> : '–'}</td>
              <td className={`n nw b ${landingTones[shownState(line)]}`}>{over ? '–' : chanceText(line.chance.target)}</td>
              <td className="nw m">{line.target ? <BudgetLine line={line} squares={false} over={over} /> : null}</td>
              <td className="nw m">{!over && line.deciding_cases > 0 ? t(`landing.cases.${casesNoun(line)}`, { count: line.deciding_cases }) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
