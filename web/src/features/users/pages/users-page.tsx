// Users with their roles and state, what each role may do, and tokens for programs.
import type { TFunction } from 'i18next';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import { shortMoment } from '@/shared/format/date';
import { FormDialog, type FormField, type FormValues } from '@/shared/records/form-dialog';
import { RecordTable } from '@/shared/records/record-table';
import '@/shared/records/tabs.css';
import { useMay, useSession } from '@/shared/session/session';
import { Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';

type Schemas = components['schemas'];
type User = Schemas['User'];
const tabs = ['users', 'roles', 'tokens'] as const;
type Tab = (typeof tabs)[number];

export default function UsersPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayTokens = useMay('token.read');
  const tab: Tab = tabs.find((name) => name === search.get('tab')) ?? 'users';
  return (
    <div>
      <div className="page-title"><h1>{t('users.title')}</h1></div>
      <div className="tabs" role="tablist">
        {tabs.filter((name) => name !== 'tokens' || mayTokens).map((name) => <button key={name} type="button" role="tab" aria-selected={name === tab} className={name === tab ? 'on' : ''} onClick={() => setSearch({ tab: name }, { replace: true })}>{t(`users.tab.${name}`)}</button>)}
      </div>
      {tab === 'users' ? <Users /> : tab === 'roles' ? <Roles /> : <Tokens />}
    </div>
  );
}

/** A permission in words; one that this screen does not know yet keeps its code. */
function permissionText(code: string, t: TFunction): string {
  return t(`users.may.${code}`, { defaultValue: code });
}

function useRoles() {
  return useQuery({ queryKey: ['users', 'roles'], queryFn: ({ signal }) => call('GET /roles', { signal }), staleTime: 5 * 60_000 });
}

function Users() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { user: me } = useSession();
  const mayWrite = useMay('user.write');
  const roles = useRoles();
  const employees = useQuery({ queryKey: ['employees', 'all'], queryFn: ({ signal }) => call('GET /employees', { query: { limit: 200 }, signal }) });
  const sites = useQuery({ queryKey: ['sites', 'all'], queryFn: ({ signal }) => call('GET /sites', { query: { limit: 200 }, signal }) });
  const [open, setOpen] = useState<User | 'new' | null>(null);
  const [reset, setReset] = useState<User | null>(null);
  const edited = open === 'new' ? null : open;
  const switching = useMutation({
    mutationFn: (user: User) => (user.state === 'active' ? call('POST /users/{id}/disable', { path: { id: user.id }, ifMatch: user.version }) : call('POST /users/{id}/enable', { path: { id: user.id }, ifMatch: user.version })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const fields: FormField[] = [
    { name: 'login', label: t('users.field.login'), kind: 'text', required: true, onlyNew: true },
    { name: 'display_name', label: t('users.field.display_name'), kind: 'text', required: true },
    { name: 'password', label: t('users.field.password'), kind: 'password', required: true, onlyNew: true },
    { name: 'roles', label: t('users.field.roles'), kind: 'many', required: true, choices: roles.data?.items.map(({ code }) => ({ value: code, label: t(`role.${code}`) })) ?? [] },
    { name: 'locale', label: t('users.field.locale'), kind: 'select', required: true, choices: [{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }] },
    { name: 'employee_id', label: t('users.field.employee_id'), kind: 'select', choices: employees.data?.items.map(({ id, name, no }) => ({ value: id, label: `${name} ${no}` })) ?? [] },
    { name: 'site_ids', label: t('users.field.site_ids'), kind: 'many', choices: sites.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [] },
  ];
  const initial: FormValues = edited ? { display_name: edited.display_name, roles: edited.roles, locale: edited.locale, employee_id: edited.employee_id, site_ids: edited.site_ids } : { roles: [], locale: i18n.language.startsWith('zh') ? 'zh' : 'en', site_ids: sites.data?.items[0] ? [sites.data.items[0].id] : [] };
  return (
    <>
      <RecordTable<User>
        resource="users" load={(query, signal) => call('GET /users', { query, signal })} newLabel={t('users.new')} onNew={mayWrite ? () => setOpen('new') : undefined} onOpen={mayWrite ? setOpen : undefined}
        columns={[
          { name: 'login', label: t('users.field.login'), cell: (row) => <b>{row.login}</b> },
          { name: 'display_name', label: t('users.field.display_name'), cell: (row) => row.display_name },
          { name: 'roles', label: t('users.field.roles'), cell: (row) => (row.roles ?? []).map((role) => t(`role.${role}`)).join(i18n.language.startsWith('zh') ? '、' : ', ') },
          { name: 'state', label: t('users.field.state'), cell: (row) => <State kind={row.state === 'active' ? 'good' : 'none'} plain>{t(`users.state.${row.state}`)}</State> },
          { name: 'last_login_at', label: t('users.field.last_login_at'), cell: (row) => (row.last_login_at ? shortMoment(new Date(row.last_login_at)) : <span className="i3">{t('users.never')}</span>) },
        ]}
        actions={(row) => mayWrite && (
          <>
            <button type="button" className="btn sm t" onClick={() => setReset(row)}>{t('users.reset')}</button>
            {row.id !== me.id && <button type="button" className="btn sm t" disabled={switching.isPending} onClick={() => switching.mutate(row)}>{t(row.state === 'active' ? 'users.disable' : 'users.enable')}</button>}
          </>
        )}
      />
      {open && (
        <FormDialog
          title={t(edited ? 'users.edit' : 'users.new')} fields={fields} initial={initial} isNew={!edited} refresh={['users']} onClose={() => setOpen(null)}
          save={(values) => (edited ? call('PATCH /users/{id}', { path: { id: edited.id }, body: values, ifMatch: edited.version }) : call('POST /users', { body: values as Schemas['CreateUser'], idempotencyKey: newIdempotencyKey() }))}
        />
      )}
      {reset && (
        <FormDialog
          title={t('users.reset_of', { name: reset.display_name })} fields={[{ name: 'password', label: t('users.field.password'), kind: 'password', required: true }]} initial={{}} isNew refresh={['users']} onClose={() => setReset(null)}
          save={(values) => call('POST /users/{id}/password', { path: { id: reset.id }, body: { password: String(values.password ?? '') } })}
        />
      )}
    </>
  );
}

function Roles() {
  const { t } = useTranslation();
  const roles = useRoles();
  if (roles.error) return <ErrorNote error={roles.error} onRetry={() => void roles.refetch()} />;
  if (!roles.data) return <div className="card"><Skeleton lines={8} /></div>;
  const permissions = [...new Set(roles.data.items.flatMap((role) => role.permissions ?? []))];
  return (
    <section className="card" style={{ overflow: 'auto', maxHeight: 'calc(100vh - 200px)' }}>
      <table className="t">
        <thead>
          <tr><th>{t('users.permission')}</th>{roles.data.items.map(({ code, scope }) => <th key={code} className="n">{t(`role.${code}`)}<br /><span className="i3">{t(`users.scope.${scope}`)}</span></th>)}</tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <tr key={permission}>
              <td title={permission}>{permissionText(permission, t)}</td>
              {roles.data.items.map((role) => { const held = (role.permissions ?? []).includes(permission); return <td key={role.code} className="n">{held ? <span aria-label={t('users.held')}>✓</span> : <span className="i3" aria-label={t('users.not_held')}>–</span>}</td>; })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Tokens() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const mayWrite = useMay('token.write');
  const { permissions } = useSession();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const revoking = useMutation({
    mutationFn: (id: string) => call('POST /tokens/{id}/revoke', { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  return (
    <>
      <RecordTable<Schemas['ApiToken']>
        resource="tokens" searchable={false} load={({ cursor }, signal) => call('GET /tokens', { query: { cursor }, signal })} newLabel={t('users.new_token')} onNew={mayWrite ? () => setAdding(true) : undefined}
        columns={[
          { name: 'name', label: t('users.field.token_name'), cell: (row) => row.name },
          { name: 'state', label: t('users.field.state'), cell: (row) => <State kind={row.state === 'active' ? 'good' : 'none'} plain>{t(`users.state.${row.state}`)}</State> },
          { name: 'expires_at', label: t('users.field.expires_at'), cell: (row) => shortMoment(new Date(row.expires_at)) },
          { name: 'permissions', label: t('users.permission'), cell: (row) => (row.permissions ?? []).map((permission) => permissionText(permission, t)).join(i18n.language.startsWith('zh') ? '、' : ', ') },
        ]}
        actions={(row) => mayWrite && row.state === 'active' && <button type="button" className="btn sm danger" disabled={revoking.isPending} onClick={() => revoking.mutate(row.id)}>{t('users.revoke')}</button>}
      />
      {adding && (
        <FormDialog
          title={t('users.new_token')} isNew initial={{ permissions: [] }} refresh={['tokens']} onClose={() => setAdding(false)}
          fields={[{ name: 'name', label: t('users.field.token_name'), kind: 'text', required: true }, { name: 'permissions', label: t('users.permission'), kind: 'many', required: true, choices: permissions.map((value) => ({ value, label: permissionText(value, t) })) }]}
          save={async (values) => { const token = await call('POST /tokens', { body: values as Schemas['CreateToken'], idempotencyKey: newIdempotencyKey() }); setMade(token.secret); }}
        />
      )}
      {made && (
        <Dialog title={t('users.token_made')} onClose={() => setMade(null)} onSubmit={() => setMade(null)} footer={<button type="submit" className="btn p">{t('common.close')}</button>}>
          <p>{t('users.token_once')}</p>
          <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', userSelect: 'all', marginTop: 8 }}>{made}</pre>
        </Dialog>
      )}
    </>
  );
}
