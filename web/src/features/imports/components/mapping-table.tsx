// Which column feeds which field; guesses are filled in, what is missing says so.
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { Mark } from '@/shared/ui/icon';
import { mappingText, permittedText } from '../api/reason';

type Schemas = components['schemas'];
type Mapping = Schemas['Mapping'];

interface Props {
  /** Of the records that the file brings. */
  kind: string;
  fields: readonly Schemas['ProfileField'][];
  detected: Schemas['Detection'];
  mapping: Mapping;
  errors: readonly { field?: string; code: string; message: string }[];
  disabled: boolean;
  onChange: (mapping: Mapping) => void;
}

export function MappingTable({ kind, fields, detected, mapping, errors, disabled, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const columns = mapping.columns ?? [];
  const header = detected.header ?? [];
  const sample = detected.sample_rows ?? [];
  const set = (field: string, change: { column?: string | null; constant?: string | null }) => {
    const rest = columns.filter((one) => one.field !== field);
    const before = columns.find((one) => one.field === field) ?? { field, values: {} };
    const next = { ...before, ...change };
    onChange({ ...mapping, columns: next.column || next.constant ? [...rest, next] : rest });
  };
  return (
    <div style={{ overflowX: 'auto' }}>
      {errors.filter((error) => error.code !== 'required' && !fields.some(({ code }) => code === error.field)).map((error) => <div key={error.code} className="sec field-error" role="alert"><Mark kind="bad" size={12} />{mappingText(error, t)}</div>)}
      <table className="t">
        <thead><tr><th>{t('imports.field')}</th><th>{t('imports.column')}</th><th>{t('imports.constant')}</th><th>{t('imports.sample')}</th></tr></thead>
        <tbody>
          {fields.map((field) => {
            const mapped = columns.find((one) => one.field === field.code);
            const index = mapped?.column ? header.indexOf(mapped.column) : -1;
            const wrong = errors.filter((error) => error.field === field.code);
            // The server names a missing column only in its sentence; and a choice made here counts at once.
            const missing = field.required && !mapped?.column && !mapped?.constant;
            return (
              <tr key={field.code} data-field={field.code}>
                <td>{i18n.language === 'en' ? field.name_en : field.name_zh}{field.required && <b className="bad" title={t('imports.required')}> *</b>}</td>
                <td>
                  <select className="ip" style={{ height: 28, width: 220 }} aria-label={`${t('imports.column')} ${field.code}`} disabled={disabled} value={mapped?.column ?? ''} onChange={(event) => set(field.code, { column: event.target.value || null, constant: null })}>
                    <option value="">{t('imports.no_column')}</option>
                    {header.map((name) => <option key={name} value={name}>{name}</option>)}
                  </select>
                  {missing && <div className="field-error" role="alert"><Mark kind="bad" size={12} />{t('error.field.required')}</div>}
                  {wrong.map((error) => <div key={error.code} className="field-error"><Mark kind="bad" size={12} />{mappingText(error, t)}</div>)}
                </td>
                <td>
                  {field.kind === 'choice' ? (
                    <select className="ip" style={{ height: 28, width: 140 }} aria-label={`${t('imports.constant')} ${field.code}`} disabled={disabled || Boolean(mapped?.column)} value={mapped?.constant ?? ''} onChange={(event) => set(field.code, { constant: event.target.value || null })}>
                      <option value="" />
                      {(field.choices ?? []).map(({ code }) => <option key={code} value={code}>{permittedText(kind, field.code, code, t)}</option>)}
                    </select>
                  ) : <input className="ip" style={{ height: 28, width: 140 }} aria-label={`${t('imports.constant')} ${field.code}`} disabled={disabled || Boolean(mapped?.column)} value={mapped?.constant ?? ''} onChange={(event) => set(field.code, { constant: event.target.value || null })} />}
                </td>
                <td className="i2 el" style={{ maxWidth: 260 }}>{index >= 0 ? sample.slice(0, 3).map((row) => row[index] ?? '').filter(Boolean).join(' · ') : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
