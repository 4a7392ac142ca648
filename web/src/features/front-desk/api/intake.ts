// What the intake form asks the server while it is being filled, and the form as a command.
import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import { ApiError } from '@/api/problem';
import type { Asset, CreateWorkOrder, Customer, DataHandling, ServiceType, SiteId, Warranty, WorkOrderRow } from '@/api/types';
import { dateText } from '@/shared/format/date';
import { parseMoney } from '@/shared/format/money';
import { useMay } from '@/shared/session/session';

/** Everything that is typed; empty text means not filled. */
export interface IntakeForm {
  serial: string; modelId: string | null; phone: string; name: string; serviceType: ServiceType; symptom: string; faultCodeId: string | null; appearance: string;
  accessories: string[]; dataHandling: DataHandling | null; priceLimit: string; wish: string; promiseAt: string | null;
}

export const emptyForm: IntakeForm = {
  serial: '', modelId: null, phone: '', name: '', serviceType: 'carry_in', symptom: '', faultCodeId: null, appearance: '', accessories: [], dataHandling: null,
  priceLimit: '', wish: '', promiseAt: null,
};

/** How many of the twelve fields are filled. */
export function filledCount(form: IntakeForm): number {
  return [
    form.serial, form.phone, form.name, form.serviceType, form.symptom, form.faultCodeId, form.appearance, form.accessories.length > 0, form.dataHandling,
    form.priceLimit, form.wish, form.promiseAt,
  ].filter(Boolean).length;
}

export const plainSerial = (text: string) => text.trim().toUpperCase();
export const plainPhone = (text: string) => text.replace(/[\s-]/g, '');

interface Found { asset: Asset | null | undefined; customer: Customer | null | undefined; site: SiteId | null }

/** The form as the API takes it: what is known by id is named by id. */
export function toCommand(form: IntakeForm, { asset, customer, site }: Found): CreateWorkOrder {
  const command: CreateWorkOrder = { service_type: form.serviceType, symptom_text: form.symptom.trim() };
  if (site) command.site_id = site;
  if (asset) command.asset_id = asset.id;
  else {
    if (form.serial.trim()) command.serial_no = plainSerial(form.serial);
    if (form.modelId) command.model_id = form.modelId;
  }
  const phone = plainPhone(form.phone);
  if (customer && form.name.trim() === customer.name) {
    command.customer_id = customer.id;
  } else if (form.name.trim() || phone) {
    command.customer = { name: form.name.trim(), ...(phone ? { phone } : {}) };
  }
  if (form.faultCodeId) command.fault_code_id = form.faultCodeId;
  if (form.appearance.trim()) command.appearance = form.appearance.trim();
  if (form.accessories.length) command.accessories = form.accessories;
  if (form.dataHandling) command.data_handling = form.dataHandling;
  const limit = parseMoney(form.priceLimit);
  if (limit) command.price_limit = limit;
  const wishes = form.wish.split(/[；;\n]/).map((text) => text.trim()).filter(Boolean);
  if (wishes.length) command.expectations = wishes.map((text) => ({ kind: 'expectation', text }));
  if (form.promiseAt) command.promise_at = form.promiseAt;
  return command;
}

export interface Cover { warranty: Warranty; until: string | null }

/** What the entitlements of the machine say today; the server decides at saving. */
export function coverOf(asset: Asset, today: string = dateText(new Date())): Cover {
  const valid = asset.entitlements.filter(({ state }) => state === 'active' || state === 'expired');
  const until = valid.map(({ ends_on }) => ends_on).sort().at(-1) ?? null;
  if (!valid.length) return { warranty: 'unknown', until };
  const covered = asset.entitlements.some(({ state, starts_on, ends_on }) => state === 'active' && starts_on <= today && today <= ends_on);
  return { warranty: covered ? 'in_warranty' : 'out_of_warranty', until };
}

const day = 86_400_000;

export interface Repeat { order: WorkOrderRow; days: number }

/** The last delivery of this machine, when it is not long ago. */
export function repeatOf(history: readonly WorkOrderRow[], now: Date, windowDays = 30): Repeat | null {
  const delivered = history.filter(({ delivered_at }) => delivered_at).sort((a, b) => (b.delivered_at ?? '').localeCompare(a.delivered_at ?? ''))[0];
  if (!delivered?.delivered_at) return null;
  const days = Math.floor((now.getTime() - new Date(delivered.delivered_at).getTime()) / day);
  return days <= windowDays ? { order: delivered, days } : null;
}

/** The machine of a serial number; null when it is not known yet. */
export function useAssetBySerial(serial: string) {
  const plain = plainSerial(serial);
  const may = useMay('asset.read');
  return useQuery({
    queryKey: ['assets', 'lookup', plain],
    queryFn: async ({ signal }) => {
      try {
        return await call('GET /assets/lookup', { query: { serial_no: plain }, signal });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    enabled: may && plain.length >= 4, staleTime: 10_000,
  });
}

export function useCustomer(id: string | null | undefined) {
  const may = useMay('customer.read');
  return useQuery({ queryKey: ['customers', 'one', id], queryFn: ({ signal }) => call('GET /customers/{id}', { path: { id: id ?? '' }, signal }), enabled: may && !!id });
}

/** The customer of a phone number, when there is exactly one. */
export function useCustomerByPhone(phone: string) {
  const plain = plainPhone(phone);
  const may = useMay('customer.read');
  return useQuery({
    queryKey: ['customers', 'phone', plain],
    queryFn: async ({ signal }) => {
      const found = await call('GET /customers', { query: { q: plain, limit: 5 }, signal });
      const same = found.items.filter((customer) => plainPhone(customer.phone) === plain);
      return same.length === 1 ? (same[0] ?? null) : null;
    },
    enabled: may && /^\+?\d{7,15}$/.test(plain), staleTime: 10_000,
  });
}

export function useHistory(assetId: string | null | undefined) {
  return useQuery({
    queryKey: ['work-orders', 'list', 'history', assetId],
    queryFn: ({ signal }) => call('GET /work-orders', { query: { asset_id: assetId ?? '', sort: '-created_at', limit: 10 }, signal }), enabled: !!assetId,
  });
}

export function usePromiseSuggestion(serviceType: ServiceType, modelId: string | null | undefined, site: SiteId | null) {
  return useQuery({
    queryKey: ['work-orders', 'promise', serviceType, modelId, site],
    queryFn: ({ signal }) => call('GET /work-orders/promise-suggestion', { query: { service_type: serviceType, ...(modelId ? { model_id: modelId } : {}), ...(site ? { site_id: site } : {}) }, signal }),
    staleTime: 60_000,
  });
}

export function useModels(enabled: boolean) {
  const may = useMay('catalog.read');
  return useQuery({ queryKey: ['models', 'choices'], queryFn: ({ signal }) => call('GET /models', { query: { limit: 200 }, signal }), enabled: may && enabled, staleTime: 10 * 60_000 });
}
