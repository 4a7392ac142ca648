// The log-in page. Plain elements only: it is the one page whose weight everybody pays.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { call, setCsrfToken } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { locales, setLocale, storedLocale, toLocale } from '@/shared/i18n';
import { sessionKey } from '@/shared/session/session';
import { applyTheme, resolveTheme, storedTheme } from '@/shared/theme/theme';
import { Field } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import './login-page.css';

export default function LoginPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const [tenant, setTenant] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [more, setMore] = useState(false);

  const signIn = useMutation({
    mutationFn: () => call('POST /session', { body: { login: login.trim(), password, ...(tenant.trim() ? { tenant: tenant.trim() } : {}) } }),
    onSuccess: async (session) => {
      setCsrfToken(session.csrf_token);
      queries.clear();
      queries.setQueryData(sessionKey, session);
      const locale = toLocale(session.user.locale);
      if (session.user.locale && locale !== storedLocale()) await setLocale(locale);
      if (session.user.theme === 'light' || session.user.theme === 'dark') applyTheme(session.user.theme);
      const next = search.get('next') ?? '/';
      navigate(next.startsWith('/') && !next.startsWith('//') ? next : '/', { replace: true });
    },
  });
  const problems = fieldProblems(signIn.error);

  return (
    <div className="login">
      <main className="login-box">
        <header className="login-head">
          <span className="login-logo" aria-hidden="true">满</span>
          <div>
            <h1>{t('app.name')}</h1>
            <p className="m i2">{t('session.tagline')}</p>
          </div>
        </header>
        <form
          className="card login-form" noValidate
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate();
          }}
        >
          {more && (
            <Field label={t('session.tenant')} problems={problems.tenant}>
              {(control) => <input {...control} className="ip" autoComplete="organization" value={tenant} onChange={(event) => setTenant(event.target.value)} />}
            </Field>
          )}
          <Field label={t('session.login')} problems={problems.login}>
            {(control) => <input {...control} className="ip" autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} value={login} onChange={(event) => setLogin(event.target.value)} />}
          </Field>
          <Field
            label={t('session.password')} problems={problems.password}
            hint={<button type="button" className="login-link" onClick={() => setShown(!shown)}>{shown ? t('session.hide') : t('session.show')}</button>}
          >
            {(control) => <input {...control} className="ip" type={shown ? 'text' : 'password'} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
          </Field>
          {signIn.error && Object.keys(problems).length === 0 && (
            <div className="note bad row g8" role="alert"><Mark kind="bad" /><span>{errorText(signIn.error, t)}</span></div>
          )}
          <button type="submit" className="btn p login-submit" disabled={signIn.isPending || !login.trim() || !password}>
            {signIn.isPending ? t('session.signing_in') : t('session.sign_in')} <kbd>Enter</kbd>
          </button>
          {!more && <button type="button" className="login-link" onClick={() => setMore(true)}>{t('session.other_company')}</button>}
        </form>
        <footer className="login-foot">
          {locales.map((locale) => (
            <button key={locale} type="button" lang={locale} className={`login-link ${toLocale(i18n.language) === locale ? 'on' : ''}`} aria-pressed={toLocale(i18n.language) === locale} onClick={() => void setLocale(locale)}>
              {locale === 'en' ? 'English' : '中文'}
            </button>
          ))}
          <span className="sp" />
          <button type="button" className="login-link" onClick={() => applyTheme(resolveTheme(storedTheme()) === 'dark' ? 'light' : 'dark')}>{t('session.switch_theme')}</button>
        </footer>
      </main>
    </div>
  );
}
