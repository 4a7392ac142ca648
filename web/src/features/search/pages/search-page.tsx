// Search results, grouped by what they are; J and K move, Enter opens.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton, useSettled } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote } from '@/shared/ui/overlay';
import { hitPath } from '@/shared/work-orders/search';

const kinds = ['work_order', 'asset', 'customer', 'employee'] as const;

export default function SearchPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('q') ?? '';
  const [text, setText] = useState(asked);
  const settled = useSettled(text.trim());
  const mayTakeIn = useMay('work_order.create');
  const hits = useQuery({ queryKey: ['search', settled, 'page'], queryFn: ({ signal }) => call('GET /search', { query: { q: settled, limit: 50 }, signal }), enabled: settled.length > 0, placeholderData: (before) => before });
  const [cursor, setCursor] = useState(0);
  useEffect(() => setText(asked), [asked]);
  useEffect(() => {
    if (settled !== asked) setSearch(settled ? { q: settled } : {}, { replace: true });
    setCursor(0);
    // Only what was typed changes the address.
  }, [settled]);
  const found = settled ? (hits.data?.items ?? []) : [];
  const ordered = kinds.flatMap((kind) => found.filter((hit) => hit.kind === kind));
  const at = ordered[cursor];
  useShortcuts([
    { key: 'j', label: t('work_orders.key_down'), run: () => setCursor(Math.min(cursor + 1, ordered.length - 1)) },
    { key: 'k', label: t('work_orders.key_up'), run: () => setCursor(Math.max(cursor - 1, 0)) },
    { key: 'Enter', label: t('work_orders.key_open'), run: () => at && navigate(hitPath(at)) },
  ]);
  return (
    <div style={{ maxWidth: 920 }}>
      <div className="page-title"><h1>{t('search.title')}</h1><span className="i2 m">{settled && hits.data ? t('search.count', { count: found.length }) : ''}</span></div>
      <label className="ip box" style={{ height: 44, marginBottom: 16 }}>
        <Icon name="search" size={18} />
        <input
          data-search type="search" autoFocus aria-label={t('search.hint')} placeholder={t('search.hint')} value={text} onChange={(event) => setText(event.target.value)} style={{ fontSize: 16 }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && at) navigate(hitPath(at));
            else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); setCursor(Math.max(0, Math.min(ordered.length - 1, cursor + (event.key === 'ArrowDown' ? 1 : -1)))); }
            else if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <kbd>/</kbd>
      </label>
      {hits.error ? <ErrorNote error={hits.error} onRetry={() => void hits.refetch()} /> : settled && hits.isPending ? <div className="card"><Skeleton lines={6} height={18} /></div> : null}
      {settled && hits.data && found.length === 0 && <div className="card"><Empty text={t('search.nothing', { text: settled })} action={mayTakeIn && <Link className="btn p" to="/intake">{t('search.intake')} <kbd>F2</kbd></Link>} /></div>}
      {kinds.map((kind) => {
        const group = ordered.filter((hit) => hit.kind === kind);
        if (!group.length) return null;
        return (
          <section key={kind} className="card" style={{ marginBottom: 16, overflow: 'hidden' }}>
            <div className="hd"><h2>{t(`search.kind.${kind}`)}</h2><span className="i2 m">{group.length}</span><span className="sp" />{kind === 'work_order' && <Link className="m" to={`/work-orders?view=all&q=${encodeURIComponent(settled)}`}>{t('search.all_orders')} ›</Link>}</div>
            <table className="t"><tbody>
              {group.map((hit) => (
                <tr key={hit.id} className={hit === at ? 'sel' : ''} style={{ cursor: 'pointer', height: 44 }} onClick={() => navigate(hitPath(hit))}>
                  <td style={{ paddingLeft: 16, width: 220 }}><Link className="b nw" to={hitPath(hit)}>{hit.title}</Link></td>
                  <td className="i2">{hit.subtitle}</td>
                  <td className="n" style={{ paddingRight: 16 }}>{hit.kind === 'work_order' && hit.state && <span className={hit.state === 'ready' ? 'tag good' : 'tag'}>{t(`work_order.state.${hit.state}`)}</span>}</td>
                </tr>
              ))}
            </tbody></table>
          </section>
        );
      })}
    </div>
  );
}
