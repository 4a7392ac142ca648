// The tabs of the room: findings, actions, reviews.
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router-dom';
import { useMay } from '@/shared/session/session';
import './improvement.css';

export function SectionTabs() {
  const { t } = useTranslation();
  const meets = useMay('review.read');
  return (
    <nav className="im-tabs no-print" aria-label={t('improvement.nav')}>
      <NavLink to="/findings">{t('improvement.tab.findings')}</NavLink>
      <NavLink to="/actions">{t('improvement.tab.actions')}</NavLink>
      {meets && <NavLink to="/reviews">{t('improvement.tab.reviews')}</NavLink>}
    </nav>
  );
}
