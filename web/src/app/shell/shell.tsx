// The frame of every page: rail with words under icons, top bar, and on the phone a bar at the bottom.
// Owns live updates while somebody is signed in.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useNavigate } from 'react-router-dom';
import { startLive } from '@/api/live';
import { useSession } from '@/shared/session/session';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { Icon } from '@/shared/ui/icon';
import { features } from '../features';
import type { NavigationItem } from '@/shared/feature';
import { ShortcutPanel } from './shortcut-panel';
import { TopBar } from './top-bar';
import './shell.css';

const items: NavigationItem[] = features.flatMap(({ navigation }) => navigation ?? []).sort((a, b) => a.order - b.order);

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [freshAt, setFreshAt] = useState<Date | null>(null);
  const [help, setHelp] = useState(false);
  useEffect(() => startLive(queries, setFreshAt), [queries]);

  const mine = useMemo(
    () => items.filter(({ permissions }) => !permissions?.length || permissions.some((permission) => session.permissions.includes(permission))),
    [session.permissions],
  );
  const mayTakeIn = session.permissions.includes('work_order.create');
  useShortcuts([
    { key: '?', label: t('shell.all_keys'), run: () => setHelp(true) },
    { key: '/', label: t('shell.search'), run: () => focusSearch() },
    { key: 'Ctrl+k', label: t('shell.search'), run: () => focusSearch(), hidden: true },
    ...(mayTakeIn ? [{ key: 'F2', label: t('shell.intake'), run: () => navigate('/intake') }] : []),
  ]);

  return (
    <div className="frame">
      <a className="skip" href="#main">{t('shell.skip')}</a>
      <nav className="rail no-print" aria-label={t('shell.navigation')}>
        <Link to="/" className="logo" aria-label={t('app.name')}><span>满</span></Link>
        {mine.filter(({ foot }) => !foot).map((item) => <RailLink key={item.to} item={item} />)}
        <span className="sp" />
        {mine.filter(({ foot }) => foot).map((item) => <RailLink key={item.to} item={item} />)}
      </nav>
      <TopBar freshAt={freshAt} onHelp={() => setHelp(true)} />
      <main className="page" id="main" tabIndex={-1}>{children}</main>
      <nav className="phone-nav no-print" aria-label={t('shell.navigation')}>
        {mine.filter(({ phone }) => phone).slice(0, 4).map((item) => <RailLink key={item.to} item={item} />)}
      </nav>
      {help && <ShortcutPanel onClose={() => setHelp(false)} />}
    </div>
  );
}

function RailLink({ item }: { item: NavigationItem }) {
  const { t } = useTranslation();
  return (
    <NavLink to={item.to} end={item.to === '/'} className={({ isActive }) => (isActive ? 'on' : '')}>
      <Icon name={item.icon} size={20} />
      {t(item.label)}
    </NavLink>
  );
}

/** The page's own search comes before the one of the frame. */
function focusSearch() {
  const field = document.querySelector<HTMLInputElement>('main [data-search]') ?? document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
}
