// A calendar's week as text people can type: "1-5 09:00-12:00 13:00-18:00", one line per group of days.
import type { components } from '@/api/schema';

type WorkPeriod = components['schemas']['WorkPeriod'];

/** One line per weekday. */
export function weekText(week: readonly WorkPeriod[]): string {
  const lines: string[] = [];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const periods = week.filter((period) => period.weekday === weekday).map(({ open, close }) => `${open}-${close}`);
    if (periods.length) lines.push(`${weekday} ${periods.join(' ')}`);
  }
  return lines.join('\n');
}

/** null when a line cannot be read. `1-5` means Monday to Friday. */
export function parseWeek(text: string): WorkPeriod[] | null {
  const week: WorkPeriod[] = [];
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    const [days = '', ...hours] = line.split(/\s+/);
    const range = /^([1-7])(?:-([1-7]))?$/.exec(days);
    if (!range || hours.length === 0) return null;
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    for (const hour of hours) {
      const times = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(hour);
      if (!times?.[1] || !times[2] || last < first) return null;
      for (let weekday = first; weekday <= last; weekday += 1) week.push({ weekday, open: times[1].padStart(5, '0'), close: times[2].padStart(5, '0') });
    }
  }
  return week;
}
