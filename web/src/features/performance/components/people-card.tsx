// A metric's landing person by person, or by site or unit: value, n, interval against the target, what may still miss, chance.
// Owns the order: judged ones by chance, few records after them by name and without a rank.
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { intervalText, metricText } from '@/shared/format/metric';
import { BudgetLine } from '@/shared/landing/budget';
import { useLandingPeople } from '@/shared/landing/hooks';
import { byUrgency, chanceText, landingTones, shownState, stateMark, stateText, type LandingLine } from '@/shared/landing/model';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';

const kinds = ['site', 'unit', 'person'] as const;

interface Props { code: string; unit: string; month: string | undefined; over: boolean; site: string | null }

export function PeopleCard({ code, unit, month, over, site }: Props) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const by = kinds.find((kind) => kind === search.get('level')) ?? 'person';
  const people = useLandingPeople({ metric: code, by, month, site: site ?? undefined });
  const lines = (people.data?.items ?? []).filter(({ value, n }) => value != null || n > 0);
  const judged = lines.filter((line) => ['bad', 'tight', 'good'].includes(shownState(line))).sort(byUrgency);
  const rest = lines.filter((line) => !judged.includes(line)).sort((a, b) => a.scope_label.localeCompare(b.scope_label, i18n.language));
  const ordered = [...judged, ...rest];
  const scale = scaleOf(ordered, unit);
  const choose = (kind: string) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    next.set('level', kind);
    return next;
  }, { replace: true });
  return (
    <section className="card" data-testid="people">
      <div className="hd wrap">
        <h2>{t('performance.people.title')}</h2>
        <span className="m i2">{people.data && lines.length > 0 ? judged.length === 0 ? t('performance.people.all_few', { count: lines.length }) : t('performance.people.answer', { count: lines.length, endangered: judged.filter((line) => shownState(line) !== 'good').length, few: lines.filter((line) => shownState(line) === 'few').length }) : ''}</span>
        <span className="sp" />
        <Segmented label={t('performance.people.by')} value={by} onChange={choose} options={kinds.map((value) => ({ value, label: t(`performance.people.kind.${value}`) }))} />
        <button type="button" className="btn sm" disabled={ordered.length === 0} onClick={() => saveText(`${code}-${by}.csv`, toCsv([
          [t(`performance.people.kind.${by}`), t('performance.value'), 'n', t('performance.interval'), t('performance.interval'), t('performance.target'), t('performance.people.landing'), t('performance.people.chance')],
          ...ordered.map((line) => [line.scope_label, line.value, line.n, line.interval?.[0], line.interval?.[1], line.target?.target, line.landing?.expected, line.chance.target]),
        ]))}
        >{t('performance.export')}</button>
      </div>
      {people.error ? <ErrorNote error={people.error} onRetry={() => void people.refetch()} /> : people.isPending ? <Skeleton lines={8} /> : ordered.length === 0 ? <Empty text={t('performance.people.none')} /> : (
        <div className="people-table">
          <table className="t">
            <thead>
              <tr>
                <th>{t(`performance.people.kind.${by}`)}</th><th>{t('performance.people.state')}</th><th className="n">{t('performance.value')}</th><th className="n">n</th>
                <th>{t('performance.people.against')}</th><th className="n">{t('performance.target')}</th><th className="n">{t('performance.people.landing')}</th><th className="n">{t('performance.people.chance')}</th><th>{t('performance.people.budget')}</th>
              </tr>
            </thead>
            <tbody>
              {ordered.map((line) => {
                const state = shownState(line);
                return (
                  <tr key={`${line.scope} ${line.scope_key}`} data-person={line.scope_key} data-state={state}>
                    <td className="nw b">{line.scope_label}</td>
                    <td className="nw"><State kind={stateMark(line, over)} plain>{stateText(line, over, t)}</State></td>
                    <td className="n nw b">{metricText(line.value, unit, t)}</td>
                    <td className="n">{line.n}</td>
                    <td><Interval line={line} scale={scale} /></td>
                    <td className="n nw i2">{line.target ? metricText(line.target.target, unit, t) : '–'}{line.target && line.target.scope !== line.scope ? <span className="i3 s">{` ${t('performance.people.from_above')}`}</span> : null}</td>
                    <td className="n nw">{line.landing ? <>{metricText(line.landing.expected, unit, t)} <span className="i3 s">{intervalText([line.landing.low80, line.landing.high80], unit, t)}</span></> : '–'}</td>
                    <td className={`n nw ${state === 'few' ? 'i2' : `b ${landingTones[state]}`}`}>{chanceText(line.chance.target)}</td>
                    <td className="nw m">{line.target ? <BudgetLine line={line} over={over} /> : null}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface Scale { min: number; max: number }

function scaleOf(lines: readonly LandingLine[], unit: string): Scale {
  const known = lines.flatMap(({ value, interval, target }) => [value, interval?.[0], interval?.[1], target?.target]).filter((one): one is number => one != null);
  if (known.length === 0) return { min: 0, max: 1 };
  const min = Math.min(...known);
  const max = Math.max(...known);
  const space = (max - min || Math.abs(max) || 1) * 0.04;
  return { min: unit === 'percent' ? Math.max(0, min - space) : min - space, max: unit === 'percent' ? Math.min(1, max + space) : max + space };
}

function Interval({ line, scale }: { line: LandingLine; scale: Scale }) {
  const x = (value: number) => `${(100 * (value - scale.min)) / (scale.max - scale.min || 1)}%`;
  const [low, high] = line.interval ?? [];
  return (
    <span className="interval-scale people-scale interval-row-own" aria-hidden="true">
      {line.target && <i className="interval-target" style={{ left: x(line.target.target) }} />}
      {low !== undefined && high !== undefined && <i className="interval-line" style={{ left: x(low), width: `calc(${x(high)} - ${x(low)})` }} />}
      {line.value != null && <i className="interval-value" style={{ left: x(line.value) }} />}
    </span>
  );
}
