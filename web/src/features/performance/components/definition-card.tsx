// What a metric means: in words, as a formula, who owns it, how it is cheated and what shows it.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { kindText } from '@/shared/facts/facts';
import { metricText } from '@/shared/format/metric';
import { useMay, useSession } from '@/shared/session/session';
import type { CatalogueMetric } from '../api/answers';

export function DefinitionCard({ metric, zh, whole, inForce = null }: { metric: CatalogueMetric; zh: boolean; whole: boolean; /** The target that was set for the period instead. */ inForce?: number | null }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const mayWrite = useMay('kpi.write');
  const gaming = zh ? metric.gaming_zh : metric.gaming_en;
  const [cheats, checks] = split(gaming);
  const expert = user.expert_mode || whole;
  return (
    <section className="card" data-testid="definition">
      <div className="hd"><h2>{t('performance.definition')}</h2><span className="sp" /><span className="i3 s">v{metric.version} · {t(`performance.basis.${metric.basis}`)}</span>{whole && mayWrite && <Link className="btn sm" to={`/kpi/own/${metric.code}`}>{t('performance.writing.new_version')}</Link>}</div>
      <div className="sec col g12">
        <p>{zh ? metric.description_zh : metric.description_en}</p>
        <dl className="kv">
          <dt>{t('performance.owner')}</dt><dd>{t(`role.${metric.owner_role}`, { defaultValue: metric.owner_role })}</dd>
          <dt>{t('performance.records')}</dt><dd>{metric.facts.map((fact) => kindText(fact, t)).join(' · ')}</dd>
          <dt>{t('performance.direction')}</dt><dd>{t(`performance.better.${metric.better}`)}</dd>
          {metric.target != null && <><dt>{t(inForce !== null && inForce !== metric.target ? 'performance.target_general' : 'performance.target')}</dt><dd>{metricText(metric.target, metric.unit, t)}{inForce !== null && inForce !== metric.target && <span className="i2" data-testid="target-in-force">　{t('performance.target_in_force', { value: metricText(inForce, metric.unit, t) })}</span>}{expert && metric.target_note ? <span className="i2">　{metric.target_note}</span> : null}</dd></>}
          {metric.rolling && <><dt>{t('performance.window')}</dt><dd>{windowText(metric.rolling, t)}</dd></>}
          {expert && metric.source && <><dt>{t('performance.source')}</dt><dd className="i2">{metric.source.replace('domain.md', t('performance.dictionary'))}</dd></>}
        </dl>
        {gaming && (
          <div className="note warn col g4" data-testid="gaming">
            <b>{t('performance.gaming')}</b>
            <span className="m">{cheats}</span>
            {checks && <><b>{t('performance.checks')}</b><span className="m">{checks}</span></>}
          </div>
        )}
        {expert && <pre className="metric-definition" data-code>{metric.definition}</pre>}
        {whole && metric.definitions.map((one) => (
          <div key={`${one.manufacturer} ${one.version}`} className="col g4">
            <h3>{t('performance.by_definition', { manufacturer: one.manufacturer })} <span className="i3 s">v{one.version}{one.valid_from ? ` · ${one.valid_from.slice(0, 10)}–${one.valid_to?.slice(0, 10) ?? ''}` : ''}</span></h3>
            <pre className="metric-definition" data-code>{one.definition}</pre>
          </div>
        ))}
      </div>
    </section>
  );
}

/** How it is cheated, and after the arrow or the colon what shows it. */
function split(text: string): [string, string] {
  const at = text.indexOf('→') >= 0 ? text.indexOf('→') : text.indexOf(': ');
  return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function windowText(window: string, t: ReturnType<typeof useTranslation>['t']): string {
  const [count = '', unit = ''] = window.split(' ');
  return t(`performance.window_${unit}`, { count: Number(count), defaultValue: window });
}

