// Quick intake: serial first, every field by keyboard, saved with F9 (and its label) or Ctrl S.
// Owns the draft, which outlives a reload and a lost session.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, newIdempotencyKey } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import type { Label, ServiceType, WorkOrder } from '@/api/types';
import { longMoment } from '@/shared/format/date';
import { formatDuration, timeLeft } from '@/shared/format/duration';
import { parseMoney } from '@/shared/format/money';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useSite } from '@/shared/session/session';
import { Field, Segmented, State, useNow, useSettled } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { DateTimeField } from '@/shared/ui/date-time-field';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import { toast } from '@/shared/ui/overlay';
import { printLabel } from '@/shared/work-orders/label';
import { useFaultCodes } from '@/shared/work-orders/hooks';
import {
  coverOf, emptyForm, filledCount, repeatOf, toCommand, useAssetBySerial, useCustomer, useCustomerByPhone, useHistory, useModels, usePromiseSuggestion, plainSerial,
  type IntakeForm,
} from '../api/intake';
import { MachinePanel } from './machine-panel';
import './intake-form.css';

const draftKey = 'manyi.intake';
const accessories = ['adapter', 'bag', 'mouse', 'usb_stick', 'box', 'invoice'] as const;

function storedDraft(): IntakeForm {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(draftKey) ?? 'null');
    return typeof stored === 'object' && stored !== null ? { ...emptyForm, ...stored } : emptyForm;
  } catch {
    return emptyForm;
  }
}

interface IntakeProps { onClose?: () => void; autoFocus?: boolean; initialService?: ServiceType | undefined }

export function IntakePanel({ onClose, autoFocus = false, initialService }: IntakeProps) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { site } = useSite();
  const now = useNow(10_000);
  const box = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<IntakeForm>(() => ({ ...storedDraft(), ...(initialService ? { serviceType: initialService } : {}) }));
  const [startedAt, setStartedAt] = useState<Date | null>(null);
  const [key, setKey] = useState(newIdempotencyKey);
  const [saved, setSaved] = useState<{ order: WorkOrder; label: Label | null } | null>(null);
  const [named, setNamed] = useState<{ name: boolean; phone: boolean }>({ name: false, phone: false });

  const set = (changes: Partial<IntakeForm>) => {
    setStartedAt(startedAt ?? new Date());
    setForm((before) => ({ ...before, ...changes }));
  };
  useEffect(() => {
    if (form === emptyForm) sessionStorage.removeItem(draftKey);
    else sessionStorage.setItem(draftKey, JSON.stringify(form));
  }, [form]);

  // The serial brings the machine, the machine its owner, cover and history.
  const asset = useAssetBySerial(useSettled(form.serial, 200));
  const machine = plainSerial(form.serial) && asset.data?.serial_no.toUpperCase() === plainSerial(form.serial) ? asset.data : null;
  const owner = useCustomer(machine?.customer_id);
  const byPhone = useCustomerByPhone(useSettled(form.phone, 250));
  const history = useHistory(machine?.id);
  const customer = byPhone.data ?? (owner.data && (!form.phone || form.phone === owner.data.phone) ? owner.data : null);
  const unknownSerial = plainSerial(form.serial).length >= 4 && asset.data === null && !asset.isFetching;
  const models = useModels(unknownSerial);
  const faults = useFaultCodes();
  const suggestion = usePromiseSuggestion(form.serviceType, machine?.model_id ?? form.modelId, site);
  const repeat = repeatOf(history.data?.items ?? [], now);
  const cover = machine ? coverOf(machine) : null;

  useEffect(() => {
    if (!owner.data) return;
    setForm((before) => ({
      ...before,
      ...(!named.phone && !before.phone && owner.data.phone ? { phone: owner.data.phone } : {}),
      ...(!named.name && !before.name ? { name: owner.data.name } : {}),
    }));
  }, [owner.data, named]);
  useEffect(() => {
    if (byPhone.data && !named.name) setForm((before) => (before.name ? before : { ...before, name: byPhone.data?.name ?? '' }));
  }, [byPhone.data, named.name]);
  const suggested = suggestion.data ? onQuarter(suggestion.data.promise_at) : undefined;
  const [promiseTouched, setPromiseTouched] = useState(form.promiseAt !== null);
  useEffect(() => {
    if (suggested && !promiseTouched && form.promiseAt !== suggested) setForm((before) => ({ ...before, promiseAt: suggested }));
  }, [suggested, promiseTouched, form.promiseAt]);

  const reset = () => {
    setForm(emptyForm);
    setStartedAt(null);
    setNamed({ name: false, phone: false });
    setPromiseTouched(false);
    setKey(newIdempotencyKey());
    box.current?.querySelector<HTMLInputElement>('input')?.focus();
  };
  const save = useMutation({
    mutationFn: async (print: boolean) => {
      const order = await call('POST /work-orders', { body: toCommand(form, { asset: machine, customer, site }), idempotencyKey: key });
      // The order is safe; a label that cannot be had now can be printed from its page.
      const label = await call('GET /work-orders/{id}/label', { path: { id: order.id } }).catch(() => null);
      return { order, label, print };
    },
    onSuccess: ({ order, label, print }) => {
      setSaved({ order, label });
      toast('good', t('front_desk.saved', { no: order.no }));
      reset();
      for (const resource of ['work-orders', 'home', 'assets', 'customers']) void queries.invalidateQueries({ queryKey: [resource] });
      if (print && label) printLabel(label);
    },
    onError: (error) => {
      // A refusal was no creation: the next try is a new one. No answer keeps the key, so that nothing is taken in twice.
      if (error.name === 'ApiError') setKey(newIdempotencyKey());
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    },
  });
  const problems = fieldProblems(save.error);
  const limitWrong = form.priceLimit !== '' && !parseMoney(form.priceLimit);
  const ready = form.symptom.trim() !== '' && (form.name.trim() !== '' || !!customer) && !limitWrong;
  const submit = (print: boolean) => {
    if (save.isPending) return;
    if (!ready) {
      toast('warn', t('front_desk.not_ready'));
      return;
    }
    save.mutate(print);
  };
  useShortcuts([
    { key: 'F9', label: t('front_desk.save_print'), run: () => submit(true) },
    { key: 'Ctrl+s', label: t('front_desk.save_only'), run: () => submit(false) },
    ...(onClose ? [{ key: 'Escape', label: t('front_desk.fold'), inFields: true, run: onClose }] : []),
  ]);

  /** Enter goes to the next field: a scanner ends every code with it. */
  const next = (event: React.KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    const target = event.target as HTMLElement;
    if (target.tagName === 'BUTTON' && target.getAttribute('role') !== 'radio') return;
    event.preventDefault();
    const controls = [...(box.current?.querySelectorAll<HTMLElement>('.intake-fields input, .intake-fields [role="radio"][tabindex="0"], .intake-fields textarea') ?? [])];
    controls[controls.indexOf(target) + 1]?.focus();
  };
  const elapsed = startedAt ? Math.floor((now.getTime() - startedAt.getTime()) / 1000) : 0;
  const left = form.promiseAt ? timeLeft(new Date(form.promiseAt), now, t) : null;
  const promiseHint = suggestion.data?.p90_ms ? t('front_desk.promise_basis', { time: formatDuration(suggestion.data.p90_ms, t), n: suggestion.data.n }) : suggestion.data ? t('front_desk.promise_default') : '';
  const extra = Object.entries(problems).filter(([name]) => !shownFields.has(name.split('.')[0] ?? name));
  return (
    <section className="card intake">
      <form ref={box} className="intake-main" noValidate onKeyDown={next} onSubmit={(event) => event.preventDefault()}>
        <div className="hd" style={{ padding: '0 20px', height: 46 }}>
          <h2>{t('front_desk.intake')}</h2>
          <span className="i2 m">{t('front_desk.filled', { done: filledCount(form) })} <kbd>Tab</kbd> {t('front_desk.next_field')}</span>
          <span className="sp" />
          {startedAt && <span className="s i3 nw">{t('front_desk.elapsed', { time: `${Math.floor(Math.max(0, elapsed) / 60)}:${String(Math.max(0, elapsed) % 60).padStart(2, '0')}` })}</span>}
          {form !== emptyForm && <button type="button" className="btn t sm" onClick={reset}>{t('front_desk.clear')}</button>}
          {onClose && <button type="button" className="btn t sm" onClick={onClose}><kbd>Esc {t('front_desk.fold')}</kbd></button>}
        </div>
        <div className="intake-fields">
          <Field index={1} label={t('front_desk.serial')} hint={t('front_desk.serial_hint')} problems={problems.serial_no ?? problems.asset_id}>
            {(control) => (
              <span className="ip box">
                <input {...control} className="b" autoFocus={autoFocus} autoComplete="off" spellCheck={false} value={form.serial} maxLength={60} onChange={(event) => set({ serial: event.target.value })} />
                {machine && <State plain kind="good">{t('front_desk.known')}</State>}
                {unknownSerial && <State plain kind="none">{t('front_desk.new_machine')}</State>}
              </span>
            )}
          </Field>
          <Field index={2} label={t('front_desk.phone')} problems={problems['customer.phone'] ?? problems.phone}>
            {(control) => (
              <span className="ip box">
                <input {...control} type="tel" autoComplete="off" value={form.phone} maxLength={30} onChange={(event) => { setNamed({ ...named, phone: true }); set({ phone: event.target.value }); }} />
                {customer && <span className="m i2 nw">{t('front_desk.old_customer')}</span>}
              </span>
            )}
          </Field>
          {unknownSerial && (
            <Field className="w2" label={t('front_desk.model')} hint={t('front_desk.model_hint')} problems={problems.model_id}>
              {(control) => <Combobox {...control} value={form.modelId} onChange={(modelId) => set({ modelId })} choices={(models.data?.items ?? []).map(({ id, name, code }) => ({ value: id, label: name, hint: code }))} />}
            </Field>
          )}
          <Field index={3} label={t('front_desk.name')} hint={t('front_desk.name_hint')} problems={problems['customer.name'] ?? problems.customer ?? problems.customer_id}>
            {(control) => <input {...control} className="ip" autoComplete="off" value={form.name} maxLength={80} onChange={(event) => { setNamed({ ...named, name: true }); set({ name: event.target.value }); }} />}
          </Field>
          <Field index={4} label={t('front_desk.service_type')} hint="1 2 3 4" problems={problems.service_type}>
            {() => <Segmented full label={t('front_desk.service_type')} value={form.serviceType} onChange={(serviceType) => set({ serviceType })} options={(['carry_in', 'mail_in', 'onsite', 'remote'] as const).map((value) => ({ value, label: t(`work_order.service_type.${value}`) }))} />}
          </Field>
          <Field className="w2" index={5} label={t('front_desk.symptom')} problems={problems.symptom_text}>
            {(control) => <input {...control} className="ip" autoComplete="off" value={form.symptom} maxLength={1000} onChange={(event) => set({ symptom: event.target.value })} />}
          </Field>
          <Field index={6} label={t('front_desk.fault')} problems={problems.fault_code_id}>
            {(control) => <Combobox {...control} value={form.faultCodeId} onChange={(faultCodeId) => set({ faultCodeId })} choices={(faults.data?.items ?? []).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))} />}
          </Field>
          <Field index={7} label={t('front_desk.appearance')} problems={problems.appearance}>
            {(control) => <input {...control} className="ip" autoComplete="off" value={form.appearance} maxLength={300} onChange={(event) => set({ appearance: event.target.value })} />}
          </Field>
          <fieldset className="field w2 intake-checks">
            <legend className="field-label"><i>8</i>{t('front_desk.accessories')}<em>{t('front_desk.space')}</em></legend>
            <div className="row wrap g16">
              {accessories.map((name) => {
                const text = t(`front_desk.accessory.${name}`);
                return (
                  <label key={name} className="row g8">
                    <input type="checkbox" checked={form.accessories.includes(text)} onChange={(event) => set({ accessories: event.target.checked ? [...form.accessories, text] : form.accessories.filter((other) => other !== text) })} />
                    {text}
                  </label>
                );
              })}
            </div>
          </fieldset>
          <Field index={9} label={t('front_desk.data')} problems={problems.data_handling}>
            {() => <Segmented full label={t('front_desk.data')} value={form.dataHandling ?? undefined} onChange={(dataHandling) => set({ dataHandling })} options={(['keep', 'may_erase', 'none'] as const).map((value) => ({ value, label: t(`work_order.data_handling.${value}`) }))} />}
          </Field>
          <Field index={10} label={t('front_desk.price_limit')} hint={t('front_desk.price_limit_hint')} problems={limitWrong ? [{ pointer: '/price_limit', code: 'invalid', message: '' }] : problems.price_limit}>
            {(control) => <span className="ip box"><span className="i3">¥</span><input {...control} inputMode="decimal" autoComplete="off" value={form.priceLimit} onChange={(event) => set({ priceLimit: event.target.value })} /></span>}
          </Field>
          <Field className="w2" index={11} label={t('front_desk.wish')} hint={t('front_desk.wish_hint')} problems={problems.expectations}>
            {(control) => <input {...control} className="ip" autoComplete="off" value={form.wish} maxLength={300} onChange={(event) => set({ wish: event.target.value })} />}
          </Field>
          <Field className="w2" index={12} label={t('front_desk.promise')} hint={promiseHint} problems={problems.promise_at}>
            {(control) => (
              <div className="intake-promise">
                <DateTimeField {...control} value={form.promiseAt ? new Date(form.promiseAt) : null} onChange={(value) => { setPromiseTouched(true); set({ promiseAt: value?.toISOString() ?? null }); }} />
                <span className="m i2 nw">{[!promiseTouched && suggested ? t('front_desk.suggested') : '', left?.text].filter(Boolean).join(' · ')}</span>
              </div>
            )}
          </Field>
        </div>
        {save.error && (extra.length > 0 || Object.keys(problems).length === 0) && (
          <div className="note bad row g8" role="alert" style={{ margin: '12px 20px 0' }}><Mark kind="bad" /><span>{errorText(save.error, t)} {extra.map(([name, list]) => `${name}: ${list.map(({ message }) => message).join(' ')}`).join('; ')}</span></div>
        )}
        <div className="intake-foot">
          <button type="button" className="btn p lg" disabled={save.isPending} onClick={() => submit(true)}>{t('front_desk.save_print')} <kbd>F9</kbd></button>
          <button type="button" className="btn lg" disabled={save.isPending} onClick={() => submit(false)}>{t('front_desk.save_only')} <kbd>Ctrl S</kbd></button>
          <span className="sp" />
          <span className="m i2">{!ready ? t('front_desk.need') : form.priceLimit ? '' : t('front_desk.limit_optional')}</span>
        </div>
      </form>
      <MachinePanel
        machine={machine} cover={cover} repeat={repeat} history={history.data?.items ?? []} customer={customer} saved={saved}
        preview={{ form, machine, promise: form.promiseAt ? longMoment(new Date(form.promiseAt), i18n.language) : '' }}
      />
    </section>
  );
}

const quarter = 15 * 60_000;

/** Nobody promises 9:01: up to the next quarter of an hour. */
function onQuarter(moment: string): string {
  return new Date(Math.ceil(Date.parse(moment) / quarter) * quarter).toISOString();
}

const shownFields = new Set(['phone', 'serial_no', 'asset_id', 'customer', 'customer_id', 'model_id', 'service_type', 'symptom_text', 'fault_code_id', 'appearance', 'data_handling', 'price_limit', 'expectations', 'promise_at']);
