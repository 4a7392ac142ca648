// Levels of a target as people type them: percent, hours or days, yuan; the server has fractions, milliseconds and cents.
import type { TFunction } from 'i18next';

const hour = 3_600_000;
const day = 24 * hour;

/** How one unit of what is typed counts, and its word. `like` is the value that says whether hours or days are meant. */
export function entryOf(unit: string, like: number, t: TFunction): { size: number; word: string } {
  if (unit === 'percent') return { size: 0.01, word: '%' };
  if (unit === 'money') return { size: 100, word: t('targets.unit.money') };
  if (unit === 'duration_ms') return like >= 3 * day ? { size: day, word: t('targets.unit.day') } : { size: hour, word: t('targets.unit.hour') };
  return { size: 1, word: '' };
}

/** At most four digits after the point, none that say nothing. */
export function toEntry(value: number, size: number): string {
  return String(Math.round((value / size) * 10_000) / 10_000);
}

/** null for what is no number. */
export function fromEntry(text: string, size: number): number | null {
  const plain = text.trim().replace(/,/g, '').replace(/%$/, '').trim();
  if (!/^-?\d{1,13}(\.\d{1,6})?$/.test(plain)) return null;
  const value = Number(plain) * size;
  return size >= 1 ? value : Math.round(value * 1e10) / 1e10;
}
