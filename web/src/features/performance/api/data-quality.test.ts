import { describe, expect, it } from 'vitest';
import { entryKind, split } from './data-quality';

describe('Data quality', () => {
  it('tells empty fields from moments that have not come', () => {
    const gap = (column: string, kind: string) => ({ column, kind, name_zh: '', name_en: '', missing: 1 });
    expect(split([gap('brand', 'dimension'), gap('closed', 'time'), gap('nps', 'integer')])).toEqual({ fields: [gap('brand', 'dimension'), gap('nps', 'integer')], moments: [gap('closed', 'time')] });
  });

  it('reads the journal\'s kinds', () => {
    expect(entryKind('work_order.imported')).toEqual({ subject: 'work_order', verb: 'imported' });
    expect(entryKind('work_day.recorded')).toEqual({ subject: 'work_time', verb: 'recorded' });
  });
});
