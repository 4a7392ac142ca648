import { describe, expect, it } from 'vitest';
import { parseWeek, weekText } from './calendar-text';

describe('parseWeek', () => {
  it('spreads a range of days', () => expect(parseWeek('1-2 9:00-12:00 13:00-18:00')).toHaveLength(4));
  it('refuses what it cannot read', () => {
    for (const text of ['8 09:00-18:00', '1', '1 nine-ten', '5-1 09:00-10:00']) expect(parseWeek(text)).toBeNull();
  });
  it('comes back as it went', () => {
    const week = parseWeek('1-6 09:00-18:00') ?? [];
    expect(parseWeek(weekText(week))).toEqual(week);
  });
});
