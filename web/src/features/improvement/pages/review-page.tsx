// One review: the pack as it was made from the data, the minutes, attendance and signature; prints on A4.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { call, downloadUrl } from '@/api/client';
import type { components } from '@/api/schema';
import { longMoment, shortMoment, spanText } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay } from '@/shared/session/session';
import { Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { room, useRefresh } from '../api/improvement';
import { Minutes } from '../components/minutes';
import { Pack } from '../components/review-pack';
import './review-page.css';

type Review = components['schemas']['Review'];
const marks = { prepared: 'none', held: 'warn', signed: 'good' } as const;

export default function ReviewPage() {
  const { id = '' } = useParams();
  const review = useQuery({ queryKey: [room, 'review', id], queryFn: ({ signal }) => call('GET /reviews/{id}', { path: { id }, signal, whole: true }) });
  if (review.error && !review.data) return <ErrorNote error={review.error} onRetry={() => void review.refetch()} />;
  if (!review.data) return <div className="card"><Skeleton lines={12} /></div>;
  return <Page key={id} review={review.data} />;
}

function Page({ review }: { review: Review }) {
  const { t, i18n } = useTranslation();
  const refresh = useRefresh();
  const may = useMay('review.write');
  const maySign = useMay('effect.sign');
  const options = { path: { id: review.id }, ifMatch: review.version };
  const step = useMutation({
    mutationFn: (what: 'sign' | 'regenerate') => (what === 'sign' ? call('POST /reviews/{id}/sign', options) : call('POST /reviews/{id}/regenerate', options)),
    onSuccess: async (_, what) => {
      toast('good', t(`improvement.review.done_${what}`));
      await refresh();
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const allowed = (what: Review['allowed'][number]) => may && review.allowed.includes(what);
  useShortcuts([{ key: 'p', label: t('improvement.review.print'), run: () => print() }]);
  const title = t(`improvement.review.title.${review.kind}`, { period: spanText(review.from, review.to, i18n.language) });
  return (
    <div className="review">
      <header className="review-head">
        <div className="row g8 wrap">
          <Link to="/reviews" className="m no-print">{t('improvement.tab.reviews')}</Link><span className="i3 no-print">›</span>
          <h1>{title}</h1><span className="i2">{review.site_name || t('alert.company')}</span>
          <State kind={marks[review.state]}>{t(`improvement.review.state.${review.state}`)}</State>
          <span className="i2 s">{t('improvement.review.as_of', { at: longMoment(new Date(review.as_of), i18n.language) })}{review.signed_at ? ` · ${t('improvement.review.signed_at', { at: shortMoment(new Date(review.signed_at)) })}` : ''}</span>
          <span className="sp" />
          <span className="row g8 wrap no-print">
            {allowed('regenerate') && <button type="button" className="btn sm" disabled={step.isPending} onClick={() => step.mutate('regenerate')}>{t('improvement.review.regenerate')}</button>}
            <a className="btn sm" href={downloadUrl(`/reviews/${review.id}/export`)} download>{t('improvement.review.export')}</a>
            <button type="button" className="btn sm" onClick={() => print()}>{t('improvement.review.print')} <kbd>P</kbd></button>
            {allowed('sign') && (review.kind !== 'month' || maySign) && <button type="button" className="btn p" disabled={step.isPending} onClick={() => step.mutate('sign')}>{t('improvement.review.sign')}</button>}
            {allowed('sign') && review.kind === 'month' && !maySign && <span className="i2 s">{t('improvement.review.manager_signs')}</span>}
          </span>
        </div>
      </header>
      <div className="review-grid">
        <div className="col g16 min0"><Pack review={review} /></div>
        <div className="review-side"><Minutes review={review} /></div>
      </div>
    </div>
  );
}
