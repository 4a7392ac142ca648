// The fields of a customer's form, in the reader's language.
import { useTranslation } from 'react-i18next';
import type { FormField } from '@/shared/records/form-dialog';

export function useCustomerFields(): FormField[] {
  const { t } = useTranslation();
  const choices = (name: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`customers.${name}.${value}`) }));
  return [
    { name: 'name', label: t('customers.field.name'), kind: 'text', required: true },
    { name: 'kind', label: t('customers.field.kind'), kind: 'select', required: true, choices: choices('kind', ['individual', 'key_account', 'dealer']) },
    { name: 'phone', label: t('customers.field.phone'), kind: 'text' },
    { name: 'region', label: t('customers.field.region'), kind: 'text' },
    { name: 'preferred_channel', label: t('customers.field.preferred_channel'), kind: 'select', choices: choices('channel', ['phone', 'sms', 'wechat', 'email', 'none']) },
    { name: 'consent', label: t('customers.field.consent'), kind: 'select', choices: choices('consent', ['unknown', 'given', 'refused']) },
    { name: 'do_not_call', label: t('customers.field.do_not_call'), kind: 'check' },
    { name: 'note', label: t('customers.field.note'), kind: 'area' },
  ];
}
