import { describe, expect, it } from 'vitest';
import { csvCell, toCsv } from './csv';

describe('CSV', () => {
  it('quotes what must be quoted', () => expect(csvCell('a "b", c')).toBe('"a ""b"", c"'));
  it('takes the edge off formulas', () => {
    expect(csvCell('=1+1')).toBe("'=1+1");
    expect(csvCell('@x')).toBe("'@x");
    expect(csvCell(-5)).toBe('-5');
  });
  it('starts with a byte order mark and ends lines as the RFC says', () => expect(toCsv([['单号', null], [1, 'x']])).toBe('\ufeff单号,\r\n1,x\r\n'));
});
