// The top bar: where one is looking, search, how fresh the page is, who is signed in.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { call, isOnline, onOnlineChange } from '@/api/client';
import { timeText } from '@/shared/format/date';
import { locales, setLocale, toLocale } from '@/shared/i18n';
import { sessionKey, useMay, useSession, useSite } from '@/shared/session/session';
import { applyTheme, storedTheme, type ThemeChoice } from '@/shared/theme/theme';
import { Avatar, State, usePhone } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { Menu, toast } from '@/shared/ui/overlay';
import { errorText } from '@/shared/ui/error-text';
import { NoticeList } from './notice-list';

export function TopBar({ freshAt, onHelp }: { freshAt: Date | null; onHelp: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return (
    <>
      <header className="top no-print">
        <div className="top-left"><SiteChooser /></div>
        <form
          className="find" role="search"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) navigate(`/search?q=${encodeURIComponent(text.trim())}`);
          }}
        >
          <Icon name="search" />
          <input
            data-search type="search" aria-label={t('shell.search')} placeholder={t('shell.search_hint')} value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          <kbd>Ctrl K</kbd>
        </form>
        <div className="top-right">
          <SyncState freshAt={freshAt} />
          <Bell />
          <UserMenu onHelp={onHelp} />
        </div>
      </header>
    </>
  );
}

function SiteChooser() {
  const { t } = useTranslation();
  const session = useSession();
  const { site, setSite } = useSite();
  const readable = useMay('org.read');
  const sites = useQuery({ queryKey: ['sites', 'chooser'], queryFn: ({ signal }) => call('GET /sites', { query: { limit: 200 }, signal }), enabled: readable, staleTime: 5 * 60_000 });
  const all = sites.data?.items ?? [];
  const mine = session.site_ids.length ? all.filter(({ id }) => session.site_ids.includes(id)) : all;
  const chosen = all.find(({ id }) => id === site);
  if (mine.length <= 1) return <span className="b el">{mine[0]?.name ?? session.tenant.name}</span>;
  const label = chosen ? chosen.name : `${session.tenant.name} · ${t('shell.all_sites')}`;
  return (
    <Menu className="sel b" title={t('shell.choose_site')} label={<><span className="el">{label}</span><Icon name="chevron" size={14} /></>}>
      {(close) => (
        <>
          {[null, ...mine].map((item) => (
            <button
              key={item?.id ?? 'all'} type="button" className="menu-item" role="menuitemradio" aria-checked={(item?.id ?? null) === (chosen?.id ?? null)}
              onClick={() => {
                setSite(item?.id ?? null);
                close();
              }}
            >
              {item?.name ?? t('shell.all_sites')}
            </button>
          ))}
        </>
      )}
    </Menu>
  );
}

function SyncState({ freshAt }: { freshAt: Date | null }) {
  const { t } = useTranslation();
  const online = useSyncExternalStore(onOnlineChange, isOnline);
  const phone = usePhone();
  if (!online) return <span className="nw" role="status"><State kind="warn">{t('shell.offline')}</State></span>;
  if (!freshAt) return <span className="s i3 nw wide">{t('shell.connecting')}</span>;
  const text = t('shell.synced', { time: timeText(freshAt) });
  return phone ? <span className="s"><State plain kind="good">{text}</State></span> : <span className="s i3 nw">{text}</span>;
}

function Bell() {
  const { t } = useTranslation();
  const mayAlerts = useMay('alert.read');
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => call('GET /home', { signal }), staleTime: 60_000 });
  const summary = useQuery({ queryKey: ['alerts', 'summary'], queryFn: ({ signal }) => call('GET /alerts/summary', { signal }), staleTime: 60_000, enabled: mayAlerts });
  const counts = (['overdue', 'due_today', 'to_notify', 'escalated'] as const).flatMap((name) => {
    const count = home.data?.[name];
    return typeof count === 'number' && count > 0 ? [{ name, count }] : [];
  });
  const late = counts.find(({ name }) => name === 'overdue')?.count ?? 0;
  const mine = summary.data?.mine ?? 0;
  const unread = summary.data?.unread_notifications ?? 0;
  // A warning that one was told of is one thing, not two.
  const badge = mayAlerts ? Math.max(mine, unread) : late;
  return (
    <Menu
      end className="bell" title={t('shell.notices')}
      label={<><Icon name="bell" size={18} /><span className="sr-only">{t('shell.notices')}</span>{badge > 0 && <i data-testid="bell-count">{badge > 99 ? '99+' : badge}</i>}</>}
    >
      {(close) => (
        <div className="bell-panel">
          {mayAlerts && (
            <Link className="menu-item" to="/alerts" onClick={close}>
              <span className="sp">{t('shell.my_alerts')}</span>
              {(summary.data?.mine_severe ?? 0) > 0 && <State kind="bad" plain>{t('shell.severe', { count: summary.data?.mine_severe ?? 0 })}</State>}
              <b>{mine}</b>
            </Link>
          )}
          {counts.map(({ name, count }) => (
            <Link key={name} className="menu-item" to={`/work-orders?view=${name}`} onClick={close}>
              <span className="sp">{t(`shell.notice.${name}`)}</span>
              <b>{count}</b>
            </Link>
          ))}
          <div className="menu-line" />
          <NoticeList unread={unread} close={close} />
        </div>
      )}
    </Menu>
  );
}

function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [theme, setTheme] = useState<ThemeChoice>(storedTheme);

  const keep = (preferences: { locale?: 'zh' | 'en'; theme?: ThemeChoice; expert_mode?: boolean }) =>
    call('PATCH /session/preferences', { body: preferences }).then(
      () => queries.invalidateQueries({ queryKey: sessionKey }),
      (error: unknown) => toast('bad', errorText(error, t)),
    );
  const signOut = async () => {
    try {
      await call('DELETE /session', {});
    } catch {
      // The session may be gone already; what counts is to leave.
    }
    queries.clear();
    // Drafts belong to the person who leaves; the next one at this PC must not see them.
    sessionStorage.clear();
    navigate('/login');
  };
  const role = user.roles[0];
  return (
    <Menu
      end className="me" title={t('shell.account')}
      label={<><Avatar name={user.display_name} /><span className="nw who">{user.display_name} <span className="i3 s">{role ? t(`role.${role}`, { defaultValue: role }) : ''}</span></span></>}
    >
      {(close) => (
        <>
          <div className="menu-title">{user.display_name} · {user.login}</div>
          <div className="menu-line" />
          <div className="menu-title">{t('shell.language')}</div>
          {locales.map((locale) => (
            <button
              key={locale} type="button" role="menuitemradio" className="menu-item" aria-checked={toLocale(i18n.language) === locale} lang={locale}
              onClick={() => {
                void setLocale(locale);
                void keep({ locale: locale === 'en' ? 'en' : 'zh' });
              }}
            >
              {locale === 'en' ? 'English' : '中文'}
            </button>
          ))}
          <div className="menu-title">{t('shell.theme')}</div>
          {(['light', 'dark', 'system'] as const).map((choice) => (
            <button
              key={choice} type="button" role="menuitemradio" className="menu-item" aria-checked={theme === choice}
              onClick={() => {
                setTheme(choice);
                applyTheme(choice);
                void keep({ theme: choice });
              }}
            >
              {t(`shell.theme_${choice}`)}
            </button>
          ))}
          <div className="menu-line" />
          <button type="button" role="menuitemcheckbox" className="menu-item" aria-checked={user.expert_mode} onClick={() => void keep({ expert_mode: !user.expert_mode })}>
            <span className="sp">{t('shell.expert_mode')}</span>
            <span className="s i3">{user.expert_mode ? t('common.on') : t('common.off')}</span>
          </button>
          <button
            type="button" className="menu-item"
            onClick={() => {
              close();
              onHelp();
            }}
          >
            <span className="sp">{t('shell.all_keys')}</span>
            <kbd>?</kbd>
          </button>
          <Link className="menu-item" to="/password" onClick={close}>{t('shell.change_password')}</Link>
          <div className="menu-line" />
          <button type="button" className="menu-item" onClick={() => void signOut()}>{t('shell.sign_out')}</button>
        </>
      )}
    </Menu>
  );
}
