import { describe, expect, it } from 'vitest';
import { toBody, type FormField } from './form-dialog';

const fields: FormField[] = [
  { name: 'code', label: '', kind: 'text', required: true },
  { name: 'name', label: '', kind: 'text' },
  { name: 'roles', label: '', kind: 'many' },
];

describe('toBody', () => {
  it('sends what was filled in and asks the server about empty required fields', () =>
    expect(toBody(fields, { name: '', roles: ['a'] }, {}, true)).toEqual({ code: '', roles: ['a'] }));
  it('leaves out a required choice that was not made, so that the server asks for it', () =>
    expect(toBody([{ name: 'site_id', label: '', kind: 'select', required: true }], { site_id: '' }, {}, true)).toEqual({}));
  it('sends only what differs when a record is changed', () =>
    expect(toBody(fields, { code: 'A', name: 'new', roles: ['a'] }, { code: 'A', name: 'old', roles: ['a'] }, false)).toEqual({ name: 'new' }));
});
