// The cases of the finding's metric by a dimension: few causes make most of them; people mark which are primary.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { choiceText } from '@/shared/facts/facts';
import { spanText } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { dimensionsOf, metricName, room, useMetricList, useRefresh, type CasePareto, type Finding } from '../api/improvement';

const shownAtMost = 12;

export function ParetoCard({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation();
  const metrics = useMetricList();
  const dimensions = useQuery({ queryKey: ['kpi', 'dimensions'], queryFn: ({ signal }) => call('GET /kpi/dimensions', { signal }), staleTime: 60_000 });
  const saved = finding.causes.find(({ method }) => method === 'pareto')?.dimension;
  const [chosen, setChosen] = useState(saved ?? '');
  const metric = metrics.data?.items.find(({ code }) => code === finding.source.metric);
  const offered = metric ? dimensionsOf(metric.facts) : [];
  const by = chosen || offered[0] || '';
  const pareto = useQuery({ queryKey: [room, 'pareto', finding.id, finding.version, by], queryFn: ({ signal }) => call('GET /findings/{id}/pareto', { path: { id: finding.id }, query: { by }, signal }), enabled: by !== '' && finding.counts_cases, retry: false, placeholderData: (before) => before });
  const nameOf = (code: string) => {
    const one = dimensions.data?.items.find((dimension) => dimension.code === code);
    return one ? (i18n.language.startsWith('zh') ? one.name_zh : one.name_en) : '';
  };
  // Sums, amounts and durations have no cases to sort.
  if (!finding.counts_cases) return null;
  return (
    <section className="card" data-testid="pareto">
      <div className="hd wrap">
        <h2>{t('improvement.pareto.title')}</h2><span className="i2 s">{metricName(finding)} · {finding.scope_label}</span>
        <span className="sp" />
        <select className="ip" style={{ width: 150, height: 28 }} aria-label={t('improvement.pareto.by')} value={by} onChange={(event) => setChosen(event.target.value)}>
          {(saved && !offered.includes(saved) ? [saved, ...offered] : offered).map((code) => <option key={code} value={code}>{nameOf(code)}</option>)}
        </select>
      </div>
      {pareto.error ? <ErrorNote error={pareto.error} onRetry={() => void pareto.refetch()} /> : !pareto.data ? <Skeleton lines={5} /> : pareto.data.items.length === 0 ? <Empty text={t('improvement.pareto.nothing')} />
        : <Bars key={`${pareto.data.dimension} ${finding.version}`} pareto={pareto.data} finding={finding} fact={metric?.fact ?? ''} span={spanText(pareto.data.from, pareto.data.to, i18n.language)} />}
    </section>
  );
}

function Bars({ pareto, finding, fact, span }: { pareto: CasePareto; finding: Finding; fact: string; span: string }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const may = useMay('finding.write') && finding.allowed.includes('analyse');
  const [primary, setPrimary] = useState(() => new Set(pareto.items.filter((item) => item.primary).map(({ key }) => key)));
  const shown = pareto.items.slice(0, Math.max(shownAtMost, primary.size));
  const largest = Math.max(...pareto.items.map(({ cases }) => cases), 1);
  const lastWithin = shown.findLastIndex(({ within_line }) => within_line);
  const marking = useMutation({
    mutationFn: () => call('POST /findings/{id}/causes', { path: { id: finding.id }, ifMatch: finding.version, body: { method: 'pareto', dimension: pareto.dimension, primary: [...primary], whys: [] } }),
    onSuccess: async () => {
      toast('good', t('improvement.pareto.saved'));
      await refresh();
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const within = pareto.items.filter(({ within_line }) => within_line);
  return (
    <div className="sec col g8">
      <p className="m i2">{t(pareto.misses ? 'improvement.pareto.misses' : 'improvement.pareto.cases', { count: pareto.total, span })} {t('improvement.pareto.says', { count: within.length, all: pareto.items.length, share: Math.round((within.at(-1)?.cumulative ?? 0) * 100) })}</p>
      <div className="im-pareto">
        {shown.map((item, index) => {
          const label = item.label ? choiceText(fact, pareto.dimension, item.label, t) : t('improvement.pareto.unknown');
          return (
            <label key={item.key || `none-${index}`} className={`im-pareto-row${primary.has(item.key) ? ' primary' : ''}${index === lastWithin ? ' line' : ''}`}>
              <input
                type="checkbox" disabled={!may} checked={primary.has(item.key)} aria-label={t('improvement.pareto.mark', { name: label })}
                onChange={(event) => setPrimary((before) => { const next = new Set(before); if (event.target.checked) next.add(item.key); else next.delete(item.key); return next; })}
              />
              <span className="el" title={label}>{label}</span>
              <span className="im-pareto-bar"><i style={{ width: `${(item.cases / largest) * 80}%` }} /><b>{item.cases}</b></span>
              <span className="r i2">{Math.round(item.cumulative * 100)}%</span>
            </label>
          );
        })}
      </div>
      <div className="row g8 wrap"><span className="s i3">{pareto.items.length > shown.length ? `${t('improvement.pareto.more', { count: pareto.items.length - shown.length })} · ` : ''}{t('improvement.pareto.line')}</span><span className="sp" />{may && <button type="button" className="btn sm" disabled={marking.isPending || primary.size === 0} onClick={() => marking.mutate()}>{t('improvement.pareto.save')}</button>}</div>
    </div>
  );
}
