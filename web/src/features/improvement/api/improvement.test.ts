// Changes as they are typed, and the dimensions that several kinds of records share.
import { describe, expect, it } from 'vitest';
import { conditionOf, dimensionsOf, fromChange, toChange } from './improvement';

describe('Changes', () => {
  it('of shares are typed in points, those of times in hours, those of money in yuan', () => {
    expect(toChange('2', 'percent')).toBeCloseTo(0.02);
    expect(toChange('−1.5', 'duration_ms')).toBe(-5_400_000);
    expect(toChange('80', 'money')).toBe(8000);
    expect(toChange('3', 'count')).toBe(3);
    expect(toChange('many', 'count')).toBeUndefined();
    expect(fromChange(0.02, 'percent')).toBe('2');
  });
});

describe('Scopes and dimensions', () => {
  it('limit a question to the scope', () => {
    expect(conditionOf({ metric: 'a', scope: 'company', scope_key: '' })).toBeUndefined();
    expect(conditionOf({ metric: 'a', scope: 'person', scope_key: 'x' })).toBe("person = 'x'");
  });
  it('are those that all records of a metric have', () => {
    expect(dimensionsOf(['complaint'])).toEqual(['cause', 'grade', 'source', 'site', 'person']);
    expect(dimensionsOf(['complaint', 'work_order'])).toEqual(['site', 'person']);
  });
});
