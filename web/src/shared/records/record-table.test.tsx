import { describe, expect, it } from 'vitest';
import { textOf } from './record-table';

describe('textOf', () => {
  it('says what stands in a cell, whatever it is wrapped in', () => {
    expect(textOf('a')).toBe('a');
    expect(textOf(3)).toBe('3');
    expect(textOf(<span>a<b>{2}</b></span>)).toBe('a2');
    expect(textOf(['a', null, <i key="b">b</i>])).toBe('ab');
    expect(textOf(undefined)).toBe('');
  });
});
