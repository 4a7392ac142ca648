// Group bots that tell of warnings: the bots, what was sent, and by which id they know the people.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import { shortMoment } from '@/shared/format/date';
import { FormDialog, type FormField, type FormValues } from '@/shared/records/form-dialog';
import '@/shared/records/tabs.css';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees, useSites } from '@/shared/work-orders/hooks';
import { SectionLinks } from '../components/section-links';
import './alerts.css';

type Schemas = components['schemas'];
type Channel = Schemas['Channel'];
type Delivery = Schemas['Delivery'];
/** The document names another shape like this one; the answer is this. */
interface AlertMention { employee_id: string; wecom_user: string; dingtalk_user: string; feishu_user: string }
const tabs = ['bots', 'deliveries', 'people'] as const;
const channelKey = ['notifications', 'channels'];
const deliveryMarks = { waiting: 'none', delivered: 'good', dead: 'bad' } as const;

export default function ChannelsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'bots';
  return (
    <div>
      <div className="page-title"><h1>{t('alerts.channels_title')}</h1><span className="i2 m">{t('alerts.channels_intro')}</span><span className="sp" /><SectionLinks here="channels" /></div>
      <div className="tabs" role="tablist">
        {tabs.map((name) => <button key={name} type="button" role="tab" aria-selected={name === tab} className={name === tab ? 'on' : ''} onClick={() => setSearch(name === 'bots' ? {} : { tab: name }, { replace: true })}>{t(`alerts.channel_tab.${name}`)}</button>)}
      </div>
      {tab === 'bots' ? <Bots /> : tab === 'deliveries' ? <Deliveries /> : <People />}
    </div>
  );
}

function Bots() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const channels = useQuery({ queryKey: channelKey, queryFn: ({ signal }) => call('GET /notification-channels', { signal }) });
  const sites = useSites();
  const units = useQuery({ queryKey: ['org', 'units', 'all'], queryFn: ({ signal }) => call('GET /org-units', { query: { limit: 200 }, signal }), staleTime: 5 * 60_000 });
  const [open, setOpen] = useState<Channel | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Channel | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['notifications'] });
  const testing = useMutation({
    mutationFn: (channel: Channel) => call('POST /notification-channels/{id}/test', { path: { id: channel.id } }),
    onSuccess: async (_, channel) => {
      toast('good', t('alerts.test_sent', { name: channel.name }));
      await refresh();
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const removing = useMutation({
    mutationFn: (channel: Channel) => call('DELETE /notification-channels/{id}', { path: { id: channel.id }, ifMatch: channel.version }),
    onSuccess: async () => {
      setLeaving(null);
      toast('good', t('alerts.bot_removed'));
      await refresh();
    },
  });
  const label = (name: string) => t(`alerts.bot.${name}`);
  const choices = (name: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`alerts.${name}.${value}`) }));
  // One field for whose business it carries: the company, or a place by name.
  const places = [{ value: 'company:', label: t('alert.company') }, ...(sites.data?.items ?? []).map(({ id, name }) => ({ value: `site:${id}`, label: name })), ...(units.data?.items ?? []).map(({ id, name }) => ({ value: `unit:${id}`, label: name }))];
  const changing = open !== null && open !== 'new';
  const fields: FormField[] = [
    { name: 'name', label: label('name'), kind: 'text', required: true },
    { name: 'kind', label: label('kind'), kind: 'select', required: true, choices: choices('bot_kind', ['wecom', 'dingtalk', 'feishu']), onlyNew: true },
    { name: 'webhook_url', label: label('webhook_url'), kind: 'text', ...(changing ? { hint: t('alerts.bot.keep', { host: open.host }) } : { required: true }) },
    { name: 'secret', label: label('secret'), kind: 'password', hint: t(changing && open.secret_set ? 'alerts.bot.secret_kept' : 'alerts.bot.secret_hint') },
    { name: 'place', label: label('place'), kind: 'select', required: true, choices: places },
    { name: 'locale', label: label('locale'), kind: 'select', required: true, choices: choices('bot_locale', ['zh', 'en']) },
    { name: 'quiet_from', label: label('quiet_from'), kind: 'text', hint: t('alerts.bot.clock_hint') },
    { name: 'quiet_to', label: label('quiet_to'), kind: 'text', hint: t('alerts.bot.equal_hint') },
    { name: 'max_per_hour', label: label('max_per_hour'), kind: 'text', hint: t('alerts.bot.max_hint') },
    ...(changing ? [{ name: 'enabled', label: label('enabled'), kind: 'check', hint: '' } as const] : []),
  ];
  const body = ({ place, max_per_hour, ...values }: FormValues) => {
    const [scope = '', key = ''] = typeof place === 'string' ? place.split(':') : [];
    return { ...values, ...(scope ? { scope, scope_key: key } : {}), ...(max_per_hour === undefined ? {} : { max_per_hour: Number(max_per_hour) }) };
  };
  if (channels.error) return <ErrorNote error={channels.error} onRetry={() => void channels.refetch()} />;
  return (
    <section className="card" data-testid="bots">
      <div className="hd"><span className="i2 s">{t('alerts.bots_hint')}</span><span className="sp" /><button type="button" className="btn p" onClick={() => setOpen('new')}>{t('alerts.bot_new')}</button></div>
      {!channels.data ? <Skeleton lines={4} /> : channels.data.items.length === 0 ? <Empty text={t('alerts.no_bots')} /> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t">
            <thead><tr><th>{label('name')}</th><th>{label('kind')}</th><th>{label('place')}</th><th>{label('webhook_url')}</th><th>{label('secret')}</th><th>{label('quiet')}</th><th className="n">{label('max_per_hour')}</th><th>{label('last')}</th><th><span className="sr-only">{t('alerts.bot_change')}</span></th></tr></thead>
            <tbody>
              {channels.data.items.map((channel) => (
                <tr key={channel.id} data-channel={channel.name}>
                  <td className="b">{channel.name}{!channel.enabled && <span className="i3"> · {t('common.off')}</span>}</td>
                  <td>{t(`alerts.bot_kind.${channel.kind}`)}</td>
                  <td>{channel.scope === 'company' ? t('alert.company') : channel.scope_label}</td>
                  <td className="i2" data-code>{channel.host}</td>
                  <td>{channel.secret_set ? <State kind="good" plain>{t('alerts.bot.is_set')}</State> : <span className="i2">{t('alerts.bot.not_set')}</span>}</td>
                  <td className="nw i2">{channel.quiet_from === channel.quiet_to ? t('alerts.bot.never_quiet') : `${channel.quiet_from}–${channel.quiet_to}`}</td>
                  <td className="n">{channel.max_per_hour}</td>
                  <td className="nw">{channel.dead > 0 ? <State kind="bad" plain>{t('alerts.bot.dead', { count: channel.dead })}</State> : channel.waiting > 0 ? <span className="i2">{t('alerts.bot.waiting', { count: channel.waiting })}</span> : channel.last_delivered_at ? shortMoment(new Date(channel.last_delivered_at)) : <span className="i2">{t('alerts.bot.never')}</span>}</td>
                  <td className="r nw">
                    <button type="button" className="btn sm" disabled={!channel.enabled || testing.isPending} onClick={() => testing.mutate(channel)}>{t('alerts.bot_test')}</button>{' '}
                    <button type="button" className="btn sm t" onClick={() => setOpen(channel)}>{t('alerts.bot_change')}</button>
                    <button type="button" className="btn sm t" onClick={() => setLeaving(channel)}>{t('alerts.bot_remove')}</button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && (
        <FormDialog
          title={t(open === 'new' ? 'alerts.bot_new' : 'alerts.bot_change')} fields={fields} isNew={open === 'new'} refresh={['notifications']} onClose={() => setOpen(null)}
          initial={open === 'new' ? { kind: 'wecom', place: 'company:', locale: 'zh', quiet_from: '21:00', quiet_to: '08:00', max_per_hour: '6' } : { name: open.name, place: `${open.scope}:${open.scope_key}`, locale: open.locale, quiet_from: open.quiet_from, quiet_to: open.quiet_to, max_per_hour: String(open.max_per_hour), enabled: open.enabled }}
          save={(values) => (open === 'new'
            ? call('POST /notification-channels', { body: body(values) as Schemas['CreateChannel'], idempotencyKey: newIdempotencyKey() })
            : call('PATCH /notification-channels/{id}', { path: { id: open.id }, body: body(values) as Schemas['ChangeChannel'], ifMatch: open.version }))}
        />
      )}
      {leaving && (
        <Dialog
          title={t('alerts.bot_remove')} onClose={() => setLeaving(null)} onSubmit={() => removing.mutate(leaving)}
          footer={<><span className="sp" /><button type="button" className="btn" onClick={() => setLeaving(null)}>{t('common.cancel')}</button><button type="submit" className="btn danger" disabled={removing.isPending}>{t('alerts.bot_remove')}</button></>}
        >
          <p>{t('alerts.bot_remove_sure', { name: leaving.name })}</p>
          {removing.error ? <ErrorNote error={removing.error} /> : null}
        </Dialog>
      )}
    </section>
  );
}

function Deliveries() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  const list = useInfiniteQuery({
    queryKey: ['notifications', 'deliveries', state],
    queryFn: ({ signal, pageParam }) => call('GET /notification-deliveries', { query: { limit: 50, ...(state ? { state: [state] } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '', getNextPageParam: (page) => page.next_cursor ?? undefined, refetchInterval: 15_000,
  });
  const again = useMutation({
    mutationFn: (one: Delivery) => call('POST /notification-deliveries/{id}/redeliver', { path: { id: one.id } }),
    onSuccess: () => toast('good', t('alerts.redelivered')),
    onError: (error) => toast('bad', errorText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.error) return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <section className="card" data-testid="deliveries">
      <div className="hd">
        <select className="ip" style={{ width: 180, height: 32 }} aria-label={t('alerts.state')} value={state} onChange={(event) => setSearch({ tab: 'deliveries', ...(event.target.value ? { state: event.target.value } : {}) }, { replace: true })}>
          <option value="">{t('alerts.any_state')}</option>
          {(['waiting', 'delivered', 'dead'] as const).map((value) => <option key={value} value={value}>{t(`alerts.delivery.${value}`)}</option>)}
        </select>
      </div>
      {list.isPending ? <Skeleton lines={6} /> : rows.length === 0 ? <Empty text={t('alerts.no_deliveries')} /> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t">
            <thead><tr><th>{t('alerts.sent_at')}</th><th>{t('alerts.bot.name')}</th><th>{t('alerts.message')}</th><th>{t('alerts.state')}</th><th className="n">{t('alerts.tries')}</th><th><span className="sr-only">{t('alerts.redeliver')}</span></th></tr></thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id}>
                  <td className="nw">{shortMoment(new Date(one.created_at))}</td>
                  <td>{one.channel_name}</td>
                  <td><div className="delivery-text" data-code>{one.text}</div></td>
                  <td><State kind={deliveryMarks[one.state]} plain>{t(`alerts.delivery.${one.state}`)}</State>{one.last_error && one.state !== 'delivered' && <div className="s i2" data-code>{one.last_error}</div>}{one.state === 'waiting' && one.next_at && <div className="s i2 nw">{t('alerts.next_at', { at: shortMoment(new Date(one.next_at)) })}</div>}</td>
                  <td className="n">{one.attempts}</td>
                  <td className="r">{one.allowed.includes('redeliver') && <button type="button" className="btn sm" disabled={again.isPending} onClick={() => again.mutate(one)}>{t('alerts.redeliver')}</button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <div className="sec"><button type="button" className="btn" onClick={() => void list.fetchNextPage()}>{t('alerts.more')}</button></div>}
    </section>
  );
}

function People() {
  const { t } = useTranslation();
  const people = useEmployees();
  const mentions = useQuery({ queryKey: ['notifications', 'mentions'], queryFn: async ({ signal }) => (await call('GET /alert-mentions', { signal })).items as unknown as AlertMention[] });
  const [open, setOpen] = useState<{ id: string; name: string; known: AlertMention | undefined } | null>(null);
  if (mentions.error) return <ErrorNote error={mentions.error} onRetry={() => void mentions.refetch()} />;
  const known = new Map((mentions.data ?? []).map((one) => [one.employee_id, one]));
  const ids = ['wecom_user', 'dingtalk_user', 'feishu_user'] as const;
  return (
    <section className="card" data-testid="mentions">
      <div className="hd"><span className="i2 s">{t('alerts.mentions_hint')}</span></div>
      {!people.data || !mentions.data ? <Skeleton lines={8} /> : (
        <table className="t">
          <thead><tr><th>{t('alerts.person')}</th>{ids.map((id) => <th key={id}>{t(`alerts.bot_kind.${id.replace('_user', '')}`)}</th>)}<th><span className="sr-only">{t('alerts.bot_change')}</span></th></tr></thead>
          <tbody>
            {people.data.items.map((person) => (
              <tr key={person.id} data-person={person.name}>
                <td>{person.name} <span className="i3 s">{t(`role.${person.role}`, { defaultValue: '' })}</span></td>
                {ids.map((id) => <td key={id} data-code>{known.get(person.id)?.[id] || <span className="i3">–</span>}</td>)}
                <td className="r"><button type="button" className="btn sm t" onClick={() => setOpen({ id: person.id, name: person.name, known: known.get(person.id) })}>{t('alerts.bot_change')}</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open && (
        <FormDialog
          title={t('alerts.mention_of', { name: open.name })} isNew={false} refresh={['notifications']} onClose={() => setOpen(null)}
          initial={{ wecom_user: open.known?.wecom_user ?? '', dingtalk_user: open.known?.dingtalk_user ?? '', feishu_user: open.known?.feishu_user ?? '' }}
          fields={ids.map((name) => ({ name, label: t(`alerts.bot_kind.${name.replace('_user', '')}`), kind: 'text' as const }))}
          save={(values) => call('PUT /alert-mentions/{employee_id}', { path: { employee_id: open.id }, body: values })}
        />
      )}
    </section>
  );
}
