import { describe, expect, it } from 'vitest';
import { complete } from './completion';

const vocabulary = { facts: [{ fact: 'work_order', columns: [{ column: 'delivered', kind: 'time' }, { column: 'first_contacted', kind: 'time' }, { column: 'warranty', kind: 'dimension' }, { column: 'visits', kind: 'integer' }] }, { fact: 'complaint', columns: [] }], words: ['where', 'numerator'] };
const at = (text: string, asked = false) => complete(text, text.length, vocabulary, ['csat_rate', 'complaint_count'], asked);

describe('complete', () => {
  it('offers facts, then their columns where columns stand', () => {
    expect(at('metric a version 1 { fact ')?.items).toEqual(['work_order', 'complaint']);
    expect(at('{ fact work_order anchor del')).toEqual({ from: 25, items: ['delivered'] });
    expect(at('{ fact work_order anchor con')?.items).toEqual(['first_contacted']);
    expect(at('{ fact work_order numerator count where vis')?.items).toEqual(['visits']);
    expect(at('{ fact work_order credit ')?.items).toEqual(['warranty']);
  });
  it('offers the words of a clause and after them the next clause', () => {
    expect(at('{ unit p')?.items).toEqual(['percent']);
    expect(at('{ unit percent be')?.items).toEqual(['better', 'number']);
    expect(at('{ formula c')?.items).toEqual(['csat_rate', 'complaint_count']);
  });
  it('keeps quiet in quotes, after a finished word, and with nothing typed unless asked', () => {
    expect(at("{ name zh 'fa")).toBeNull();
    expect(at('{ unit percent ')).toBeNull();
    expect(at('{ unit percent ', true)?.items).toContain('name');
    expect(at('{ unit percent')).toBeNull();
  });
});
