// One page with a tab per kind of record; each tab is a list with a dialog.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import { FormDialog, type FormField, type FormValues } from '@/shared/records/form-dialog';
import { RecordTable, type RecordColumn } from '@/shared/records/record-table';
import '@/shared/records/tabs.css';
import { useMay } from '@/shared/session/session';
import { parseWeek, weekText } from '../api/calendar-text';

type Schemas = components['schemas'];
const tabs = ['sites', 'units', 'positions', 'employees', 'calendars', 'manufacturers', 'product_lines', 'models', 'fault_codes'] as const;
type Tab = (typeof tabs)[number];
const roles = ['manager', 'info_supervisor', 'tech_supervisor', 'info_clerk', 'technician', 'callback_clerk', 'parts_keeper', 'administrator'] as const;
const page = { limit: 200 };

export default function OrganisationPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const tab: Tab = tabs.find((name) => name === search.get('tab')) ?? 'sites';
  return (
    <div>
      <div className="page-title"><h1>{t('organisation.title')}</h1></div>
      <div className="tabs" role="tablist">
        {tabs.map((name) => <button key={name} type="button" role="tab" aria-selected={name === tab} className={name === tab ? 'on' : ''} onClick={() => setSearch({ tab: name }, { replace: true })}>{t(`organisation.tab.${name}`)}</button>)}
      </div>
      <TabBody key={tab} tab={tab} />
    </div>
  );
}

/** Lists that other records choose from. */
function useChoices() {
  const sites = useQuery({ queryKey: ['sites', 'all'], queryFn: ({ signal }) => call('GET /sites', { query: page, signal }) });
  const units = useQuery({ queryKey: ['org', 'units', 'all'], queryFn: ({ signal }) => call('GET /org-units', { query: page, signal }) });
  const positions = useQuery({ queryKey: ['org', 'positions', 'all'], queryFn: ({ signal }) => call('GET /positions', { query: page, signal }) });
  const calendars = useQuery({ queryKey: ['org', 'calendars', 'all'], queryFn: ({ signal }) => call('GET /calendars', { query: page, signal }) });
  const manufacturers = useQuery({ queryKey: ['catalog', 'manufacturers', 'all'], queryFn: ({ signal }) => call('GET /manufacturers', { query: page, signal }) });
  const lines = useQuery({ queryKey: ['catalog', 'lines', 'all'], queryFn: ({ signal }) => call('GET /product-lines', { query: page, signal }) });
  const named = (items: { id: string; name: string }[] | undefined) => items?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return {
    sites: named(sites.data?.items), units: named(units.data?.items), positions: named(positions.data?.items), calendars: named(calendars.data?.items),
    manufacturers: named(manufacturers.data?.items), lines: named(lines.data?.items),
  };
}

interface Open { row: FormValues & { id?: string; version?: number } }

function TabBody({ tab }: { tab: Tab }) {
  const { t } = useTranslation();
  const mayWrite = useMay(['manufacturers', 'product_lines', 'models', 'fault_codes'].includes(tab) ? 'catalog.write' : 'org.write');
  const choices = useChoices();
  const [open, setOpen] = useState<Open | null>(null);
  const label = (name: string) => t(`organisation.field.${name}`);
  const nameOf = (list: readonly { value: string; label: string }[], id: unknown) => list.find(({ value }) => value === id)?.label ?? '';
  const field = (name: string, kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({ name, label: label(name), kind, ...more });
  const required = { required: true };
  const enumChoices = (name: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`organisation.${name}.${value}`) }));
  const roleChoices = roles.map((value) => ({ value, label: t(`role.${value}`) }));
  const common = { onNew: mayWrite ? () => setOpen({ row: {} }) : undefined };
  const onOpen = mayWrite ? (row: object) => setOpen({ row: row as Open['row'] }) : undefined;
  const text = <T extends object>(name: keyof T & string): RecordColumn<T> => ({ name, label: label(name), cell: (row) => String(row[name] ?? '') });
  const options = (row: Open['row']) => (row.id ? { ifMatch: row.version } : { idempotencyKey: newIdempotencyKey() });

  switch (tab) {
    case 'sites': {
      const fields = [field('code', 'text', required), field('name', 'text', required), field('region', 'text'), field('time_zone', 'text', { hint: 'Asia/Shanghai' }), field('calendar_id', 'select', { choices: choices.calendars }), field('address', 'text'), field('phone', 'text'), field('dispatch_by', 'select', { choices: enumChoices('dispatch', ['tech_supervisor', 'info_supervisor', 'info_clerk']) })];
      return (
        <>
          <RecordTable<Schemas['Site']> resource="sites" load={(query, signal) => call('GET /sites', { query, signal })} {...common} onOpen={onOpen}
            columns={[text('code'), text('name'), text('region'), text('time_zone'), { name: 'calendar_id', label: label('calendar_id'), cell: (row) => nameOf(choices.calendars, row.calendar_id) }, text('phone')]} />
          {open && <FormDialog title={t('organisation.tab.sites')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['sites', 'org']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /sites/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /sites', { body: values as Schemas['CreateSite'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'units': {
      const fields = [field('code', 'text', required), field('name', 'text', required), field('parent_id', 'select', { choices: choices.units.filter(({ value }) => value !== open?.row.id) }), field('site_id', 'select', { choices: choices.sites }), field('kind', 'select', { choices: enumChoices('unit_kind', ['company', 'department', 'team']) })];
      return (
        <>
          <RecordTable<Schemas['OrgUnit']> resource="org" filter="units" load={(query, signal) => call('GET /org-units', { query, signal })} {...common} onOpen={onOpen}
            columns={[text('code'), text('name'), { name: 'parent_id', label: label('parent_id'), cell: (row) => nameOf(choices.units, row.parent_id) }, { name: 'kind', label: label('kind'), cell: (row) => t(`organisation.unit_kind.${row.kind}`) }]} />
          {open && <FormDialog title={t('organisation.tab.units')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['org']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /org-units/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /org-units', { body: values as Schemas['CreateOrgUnit'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'positions': {
      const fields = [field('code', 'text', required), field('name', 'text', required), field('org_unit_id', 'select', { ...required, choices: choices.units }), field('grade', 'select', { choices: enumChoices('grade', ['manager', 'team_leader', 'staff']) })];
      return (
        <>
          <RecordTable<Schemas['Position']> resource="org" filter="positions" load={(query, signal) => call('GET /positions', { query, signal })} {...common} onOpen={onOpen}
            columns={[text('code'), text('name'), { name: 'org_unit_id', label: label('org_unit_id'), cell: (row) => nameOf(choices.units, row.org_unit_id) }, { name: 'grade', label: label('grade'), cell: (row) => t(`organisation.grade.${row.grade}`) }]} />
          {open && <FormDialog title={t('organisation.tab.positions')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['org']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /positions/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /positions', { body: values as Schemas['CreatePosition'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'employees': {
      const fields = [field('no', 'text', required), field('name', 'text', required), field('site_id', 'select', { ...required, choices: choices.sites }), field('org_unit_id', 'select', { choices: choices.units }), field('position_id', 'select', { choices: choices.positions }), field('role', 'select', { choices: roleChoices }), field('hired_on', 'date'), field('left_on', 'date')];
      return (
        <>
          <RecordTable<Schemas['Employee']> resource="employees" load={(query, signal) => call('GET /employees', { query, signal })} {...common} onOpen={onOpen}
            columns={[text('no'), text('name'), { name: 'role', label: label('role'), cell: (row) => t(`role.${row.role}`) }, { name: 'site_id', label: label('site_id'), cell: (row) => nameOf(choices.sites, row.site_id) }, { name: 'org_unit_id', label: label('org_unit_id'), cell: (row) => nameOf(choices.units, row.org_unit_id) }, { name: 'skills', label: label('skills'), cell: (row) => row.skills?.join('、') ?? '' }, text('hired_on')]} />
          {open && <FormDialog title={t('organisation.tab.employees')} fields={open.row.id ? fields : fields.filter(({ name }) => name !== 'left_on')} initial={open.row} isNew={!open.row.id} refresh={['employees', 'org']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /employees/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /employees', { body: values as Schemas['CreateEmployee'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'calendars': return <Calendars mayWrite={mayWrite} />;
    case 'manufacturers': {
      const fields = [field('code', 'text', required), field('name', 'text', required)];
      return (
        <>
          <RecordTable<Schemas['Manufacturer']> resource="catalog" filter="manufacturers" load={(query, signal) => call('GET /manufacturers', { query, signal })} {...common} onOpen={onOpen} columns={[text('code'), text('name')]} />
          {open && <FormDialog title={t('organisation.tab.manufacturers')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['catalog']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /manufacturers/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /manufacturers', { body: values as Schemas['CreateManufacturer'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'product_lines': {
      const fields = [field('code', 'text', required), field('name', 'text', required), field('manufacturer_id', 'select', { ...required, onlyNew: true, choices: choices.manufacturers })];
      return (
        <>
          <RecordTable<Schemas['ProductLine']> resource="catalog" filter="lines" load={(query, signal) => call('GET /product-lines', { query, signal })} {...common} onOpen={onOpen}
            columns={[text('code'), text('name'), { name: 'manufacturer_id', label: label('manufacturer_id'), cell: (row) => nameOf(choices.manufacturers, row.manufacturer_id) }]} />
          {open && <FormDialog title={t('organisation.tab.product_lines')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['catalog']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /product-lines/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /product-lines', { body: values as Schemas['CreateProductLine'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'models': {
      const fields = [field('code', 'text', required), field('name', 'text', required), field('product_line_id', 'select', { ...required, onlyNew: true, choices: choices.lines })];
      return (
        <>
          <RecordTable<Schemas['Model']> resource="catalog" filter="models" load={(query, signal) => call('GET /models', { query, signal })} {...common} onOpen={onOpen}
            columns={[text('code'), text('name'), { name: 'product_line_id', label: label('product_line_id'), cell: (row) => nameOf(choices.lines, row.product_line_id) }]} />
          {open && <FormDialog title={t('organisation.tab.models')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['catalog']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /models/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /models', { body: values as Schemas['CreateModel'], ...options(open.row) }))} />}
        </>
      );
    }
    case 'fault_codes': {
      const fields = [field('code', 'text', required), field('name', 'text', required), field('symptom_family', 'text'), field('product_line_id', 'select', { onlyNew: true, choices: choices.lines })];
      return (
        <>
          <RecordTable<Schemas['FaultCode']> resource="catalog" filter="faults" load={(query, signal) => call('GET /fault-codes', { query, signal })} {...common} onOpen={onOpen} columns={[text('code'), text('name'), text('symptom_family')]} />
          {open && <FormDialog title={t('organisation.tab.fault_codes')} fields={fields} initial={open.row} isNew={!open.row.id} refresh={['catalog']} onClose={() => setOpen(null)}
            save={(values) => (open.row.id ? call('PATCH /fault-codes/{id}', { path: { id: open.row.id }, body: values, ...options(open.row) }) : call('POST /fault-codes', { body: values as Schemas['CreateFaultCode'], ...options(open.row) }))} />}
        </>
      );
    }
  }
}

function Calendars({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Schemas['Calendar'] | 'new' | null>(null);
  const calendar = open === 'new' ? null : open;
  const fields: FormField[] = [
    { name: 'code', label: t('organisation.field.code'), kind: 'text', required: true },
    { name: 'name', label: t('organisation.field.name'), kind: 'text', required: true },
    { name: 'week', label: t('organisation.field.week'), kind: 'area', hint: t('organisation.week_hint') },
    { name: 'chinese_holidays', label: t('organisation.field.chinese_holidays'), kind: 'check', onlyNew: true },
  ];
  const initial: FormValues = calendar ? { code: calendar.code, name: calendar.name, week: weekText(calendar.week ?? []) } : { week: '1-6 09:00-18:00', chinese_holidays: true };
  const save = (values: FormValues) => {
    const body: FormValues = { ...values };
    // What cannot be read goes as it is: the server names the field.
    if (typeof values.week === 'string') body.week = parseWeek(values.week) ?? [{ weekday: 0, open: values.week.slice(0, 5), close: '' }];
    return calendar ? call('PATCH /calendars/{id}', { path: { id: calendar.id }, body, ifMatch: calendar.version }) : call('POST /calendars', { body: body as Schemas['CreateCalendar'], idempotencyKey: newIdempotencyKey() });
  };
  return (
    <>
      <RecordTable<Schemas['Calendar']>
        resource="org" filter="calendars" searchable={false} load={({ cursor }, signal) => call('GET /calendars', { query: { cursor }, signal })}
        onNew={mayWrite ? () => setOpen('new') : undefined} onOpen={mayWrite ? setOpen : undefined}
        columns={[
          { name: 'code', label: t('organisation.field.code'), cell: (row) => row.code }, { name: 'name', label: t('organisation.field.name'), cell: (row) => row.name },
          { name: 'week', label: t('organisation.field.week'), cell: (row) => <span style={{ whiteSpace: 'pre-line' }}>{weekText(row.week ?? [])}</span> },
          { name: 'exceptions', label: t('organisation.field.exceptions'), cell: (row) => t('organisation.exception_count', { holidays: (row.exceptions ?? []).filter(({ kind }) => kind === 'holiday').length, workdays: (row.exceptions ?? []).filter(({ kind }) => kind === 'workday').length }) },
        ]}
      />
      {open && <FormDialog title={t('organisation.tab.calendars')} fields={fields} initial={initial} isNew={open === 'new'} refresh={['org']} onClose={() => setOpen(null)} save={save} />}
    </>
  );
}
