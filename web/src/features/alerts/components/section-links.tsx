// The ways between the list of warnings, its rules and its group bots.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useMay } from '@/shared/session/session';

export function SectionLinks({ here }: { here: 'alerts' | 'rules' | 'channels' }) {
  const { t } = useTranslation();
  const keeps = useMay('notification.write');
  return (
    <span className="row g12 m">
      {here !== 'alerts' && <Link to="/alerts">{t('alerts.title')} ›</Link>}
      {here !== 'rules' && <Link to="/alerts/rules">{t('alerts.rules_title')} ›</Link>}
      {keeps && here !== 'channels' && <Link to="/alerts/channels">{t('alerts.channels_title')} ›</Link>}
    </span>
  );
}
