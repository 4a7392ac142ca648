// At most four metrics that may miss their target, the most urgent first, and how many there are.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { monthText } from '@/shared/format/date';
import { useLandingBoard, useLandingScope } from '@/shared/landing/hooks';
import { LandingCard, LandingCardSkeleton } from '@/shared/landing/landing-card';
import { byUrgency, endangeredOf } from '@/shared/landing/model';
import { ErrorNote } from '@/shared/ui/overlay';

const most = 4;

export function Endangered() {
  const { t, i18n } = useTranslation();
  const scope = useLandingScope();
  const board = useLandingBoard(scope);
  if (!scope) return null;
  const lines = board.data?.items ?? [];
  const endangered = endangeredOf(lines);
  const aimed = lines.filter(({ target }) => target).length;
  // A month that goes well shows what is nearest to its limit.
  const shown = endangered.length > 0 ? endangered.slice(0, most) : [...lines].sort(byUrgency).slice(0, most);
  const month = board.data?.month ?? '';
  return (
    <>
      <div className="home-section">
        <h2>{t('home.endangered')}</h2>
        <span className="i2 m" data-testid="endangered-count">
          {board.data ? `${monthText(month, i18n.language)} · ${aimed === 0 ? t('home.no_targets') : endangered.length === 0 ? t('home.all_safe', { count: aimed }) : t('home.endangered_count', { count: lines.length, endangered: endangered.length })}` : ''}
        </span>
        <span className="sp" />
        <Link className="m" to="/kpi">{board.data ? t('home.board', { count: lines.length }) : t('home.board_plain')} ›</Link>
      </div>
      {board.error ? <div className="card"><ErrorNote error={board.error} onRetry={() => void board.refetch()} /></div> : (
        <section className="landing-cards four" aria-label={t('home.endangered')}>
          {board.isPending ? Array.from({ length: most }, (_, index) => <LandingCardSkeleton key={index} />) : shown.map((line) => <LandingCard key={line.metric} line={line} month={month} />)}
        </section>
      )}
    </>
  );
}
