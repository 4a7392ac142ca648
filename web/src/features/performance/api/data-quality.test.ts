import { describe, expect, it } from 'vitest';
import type { KpiAnswer } from '@/api/types';
import type { CatalogueMetric } from './answers';
import { entryKind, probeOf, split } from './data-quality';

const metric = (code: string, fact: string, more: object = {}) => ({ code, facts: [fact], terms: [], basis: 'event', ...more }) as unknown as CatalogueMetric;
const answer = (counts: Record<string, number>) => ({ metrics: Object.entries(counts).map(([code, n]) => ({ code, cells: [{ n }] })) }) as unknown as KpiAnswer;

describe('Data quality', () => {
  it('lists the records of a gap through the metric that looks at most of them', () => {
    const metrics = [metric('few', 'check'), metric('most', 'check'), metric('ripe', 'check', { basis: 'cohort' }), metric('other', 'praise')];
    expect(probeOf('check', metrics, answer({ few: 2, most: 7, ripe: 9, other: 20 }))).toMatchObject({ metric: { code: 'most' }, n: 7 });
    expect(probeOf('violation', metrics, answer({ few: 2 }))).toBeNull();
    expect(probeOf('check', metrics, undefined)).toBeNull();
  });

  it('tells empty fields from moments that have not come', () => {
    const gap = (column: string, kind: string) => ({ column, kind, name_zh: '', name_en: '', missing: 1 });
    expect(split([gap('brand', 'dimension'), gap('closed', 'time'), gap('nps', 'integer')])).toEqual({ fields: [gap('brand', 'dimension'), gap('nps', 'integer')], moments: [gap('closed', 'time')] });
  });

  it('reads the journal\'s kinds', () => {
    expect(entryKind('work_order.imported')).toEqual({ subject: 'work_order', verb: 'imported' });
    expect(entryKind('work_day.recorded')).toEqual({ subject: 'work_time', verb: 'recorded' });
  });
});
