// Moments and dates in the company's time zone, short as on paper.
// Owns the zone in force.
import i18next from 'i18next';

let zone = 'Asia/Shanghai';

export function setTimeZone(name: string): void {
  zone = name;
}

export function timeZone(): string {
  return zone;
}

interface Parts { year: number; month: number; day: number; hour: number; minute: number; weekday: number }

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const partsFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar fields of a moment in the company's zone. */
export function zonedParts(at: Date): Parts {
  let format = partsFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', weekday: 'short',
    });
    partsFormats.set(zone, format);
  }
  const found: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at)) found[type] = value;
  return {
    year: Number(found.year), month: Number(found.month), day: Number(found.day), hour: Number(found.hour), minute: Number(found.minute),
    weekday: weekdays.indexOf(found.weekday ?? 'Sun'),
  };
}

/** The moment at which the company's wall clock shows these fields. */
export function fromZoned(year: number, month: number, day: number, hour: number, minute: number): Date {
  const guess = Date.UTC(year, month - 1, day, hour, minute);
  const seen = zonedParts(new Date(guess));
  const offset = Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute) - guess;
  return new Date(guess - offset);
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-03-12` */
export function dateText(at: Date): string {
  const p = zonedParts(at);
  return `${p.year}-${two(p.month)}-${two(p.day)}`;
}

/** `10:26` */
export function timeText(at: Date): string {
  const p = zonedParts(at);
  return `${two(p.hour)}:${two(p.minute)}`;
}

/** `3/9 11:20` or, where 3/9 could be September, `9 Mar 11:20`; the year only when it is another one. */
export function shortMoment(at: Date, now: Date = new Date(), locale: string = i18next.language ?? 'zh-CN'): string {
  return `${shortDate(at, now, locale)} ${timeText(at)}`;
}

/** `3/9` or `9 Mar`. */
export function shortDate(at: Date, now: Date = new Date(), locale: string = i18next.language ?? 'zh-CN'): string {
  const p = zonedParts(at);
  const thisYear = p.year === zonedParts(now).year;
  if (locale.startsWith('zh')) return thisYear ? `${p.month}/${p.day}` : `${p.year}/${p.month}/${p.day}`;
  return `${p.day} ${months[p.month - 1] ?? ''}${thisYear ? '' : ` ${p.year}`}`;
}

/** A span of dates, the end not included, as people say it: `11月1日–24日`, `1 Sep – 24 Nov 2026`. */
export function spanText(from: string, to: string, locale: string): string {
  const last = addDays(to, -1);
  const [y1, m1, d1] = from.split('-').map(Number) as [number, number, number];
  const [y2, m2, d2] = last.split('-').map(Number) as [number, number, number];
  if (locale.startsWith('zh')) {
    const first = `${y1}年${m1}月${d1}日`;
    if (from === last) return first;
    return `${first}–${y1 === y2 ? '' : `${y2}年`}${y1 === y2 && m1 === m2 ? '' : `${m2}月`}${d2}日`;
  }
  const end = `${d2} ${months[m2 - 1] ?? ''} ${y2}`;
  if (from === last) return end;
  if (y1 === y2 && m1 === m2) return `${d1}–${end}`;
  return `${d1} ${months[m1 - 1] ?? ''}${y1 === y2 ? '' : ` ${y1}`} – ${end}`;
}

/** A month as an axis names it: `11月`, `Nov`; with the year: `2026年11月`, `Nov 2026`. */
export function monthText(month: string, locale: string, { year = false }: { year?: boolean } = {}): string {
  const [y = 0, m = 1] = month.split('-').map(Number);
  if (locale.startsWith('zh')) return year ? `${y}年${m}月` : `${m}月`;
  return year ? `${months[m - 1] ?? ''} ${y}` : (months[m - 1] ?? '');
}

const quarters = ['一', '二', '三', '四'];

/** A month, quarter or year by its text: `2026年11月`, `2026年四季度`, `2026年`; `Nov 2026`, `Q4 2026`, `2026`. */
export function periodText(period: string, locale: string): string {
  const zh = locale.startsWith('zh');
  const [year = '', part] = period.split('-');
  if (!part) return zh ? `${year}年` : year;
  if (!part.startsWith('Q')) return monthText(period, locale, { year: true });
  return zh ? `${year}年${quarters[Number(part[1]) - 1] ?? ''}季度` : `${part} ${year}`;
}

/** The quarter or the year that a date lies in. */
export function periodOf(date: string, kind: 'quarter' | 'year'): string {
  return kind === 'year' ? date.slice(0, 4) : `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** `3月13日 周五 18:00` or `Fri 13 Mar 18:00`. */
export function longMoment(at: Date, locale: string): string {
  return `${longDate(at, locale)} ${timeText(at)}`;
}

/** `3月12日 周四` or `Thu 12 Mar`. */
export function longDate(at: Date, locale: string): string {
  const thisYear = zonedParts(new Date()).year;
  const p = zonedParts(at);
  if (locale.startsWith('zh')) {
    const year = p.year === thisYear ? '' : `${p.year}年`;
    return `${year}${p.month}月${p.day}日 周${'日一二三四五六'[p.weekday]}`;
  }
  const month = months[p.month - 1] ?? '';
  const year = p.year === thisYear ? '' : ` ${p.year}`;
  return `${weekdays[p.weekday] ?? ''} ${p.day} ${month}${year}`;
}

/** Value of an `<input type="datetime-local">` in the company's zone. */
export function toLocalInput(at: Date): string {
  return `${dateText(at)}T${timeText(at)}`;
}

export function fromLocalInput(text: string): Date | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!found) return null;
  const [, y, mo, d, h, mi] = found;
  return fromZoned(Number(y), Number(mo), Number(d), Number(h), Number(mi));
}

/** First day of the month of a date. */
export function monthStart(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** The first day of a month, some months on or back. */
export function addMonths(first: string, months: number): string {
  const [year = '0', month = '1'] = first.split('-');
  const count = Number(year) * 12 + Number(month) - 1 + months;
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}-01`;
}

/** A date, some days on or back. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
