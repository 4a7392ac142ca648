// One metric on the manager's home: value, n, interval, what it was, state word, six months, the records behind it.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { monthText } from '@/shared/format/date';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { State } from '@/shared/ui/basics';
import type { MarkKind } from '@/shared/ui/icon';
import { Spark } from '@/shared/ui/spark';
import type { Verdict, Watched } from '../api/board';

const marks: Record<Verdict, MarkKind> = { worse: 'bad', same: 'warn', better: 'good', few: 'none', none: 'none' };

export function KpiCard({ watched }: { watched: Watched }) {
  const { t, i18n } = useTranslation();
  const { series, now, before, verdict } = watched;
  const name = i18n.language.startsWith('zh') ? series.name_zh : series.name_en;
  const [value, unit] = metricParts(now.value, series.unit, t);
  const interval = intervalText(now.interval, series.unit, t);
  const mark = verdict === 'same' ? 'good' : marks[verdict];
  return (
    <article className="card home-kpi">
      <div className="row g4"><h3 className="el sp" title={name}>{name}</h3><State kind={mark}>{t(`home.verdict.${verdict}`)}</State></div>
      <div className="row g8" style={{ marginTop: 4 }}>
        <span className={series.unit === 'duration_ms' ? 'home-kpi-value long' : 'home-kpi-value'}>{value}<small>{unit}</small></span>
        <span className="sp" />
        <span className="s i2 r nw">
          {before !== null ? t('home.before', { value: metricText(before, series.unit, t) }) : t('home.no_before')}
          <br />
          n {now.n}{interval && ` · ${t('home.interval', { interval })}`}
        </span>
      </div>
      <Spark
        label={t('home.spark', { name })} better={series.better} reference={before}
        points={series.cells.map((cell) => ({ label: monthText(cell.period.from, i18n.language), value: cell.value ?? null, low: cell.interval?.[0] ?? null, high: cell.interval?.[1] ?? null, text: metricText(cell.value, series.unit, t) }))}
      />
      <div className="home-kpi-foot"><Link to={`/kpi/${series.code}`}>{t('home.records', { count: now.n })} ›</Link><span className="s i3">{[now.provisional && t('home.provisional'), now.unlinked > 0 && t('home.unlinked', { count: now.unlinked })].filter(Boolean).join(' · ')}</span></div>
    </article>
  );
}
