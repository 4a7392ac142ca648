// Durations and time left, said as a colleague would say them.
// Owns the wording's rules; the words come from the language files.
import type { TFunction } from 'i18next';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Two units at most: "2 天 23 小时", "26 小时 06 分", "36 分". Days only when `days` is wanted. */
export function formatDuration(ms: number, t: TFunction, { days = true }: { days?: boolean } = {}): string {
  const total = Math.max(0, ms);
  if (days && total >= day) {
    const d = Math.floor(total / day);
    const h = Math.floor((total % day) / hour);
    return h ? t('format.days_hours', { d, h }) : t('format.days', { d });
  }
  if (total >= hour) {
    const h = Math.floor(total / hour);
    const m = Math.floor((total % hour) / minute);
    return m ? t('format.hours_minutes', { h, m }) : t('format.hours', { h });
  }
  return t('format.minutes', { m: Math.floor(total / minute) });
}

export type TimeLeftState = 'good' | 'warn' | 'bad';
export interface TimeLeft { text: string; state: TimeLeftState; ms: number }

/** "剩 1 天 7 小时" or "晚 4 天"; tight below `tightMs`. */
export function timeLeft(deadline: Date, now: Date, t: TFunction, tightMs = 4 * hour): TimeLeft {
  const ms = deadline.getTime() - now.getTime();
  if (ms < 0) return { text: t('format.late', { time: coarse(-ms, t) }), state: 'bad', ms };
  return { text: t('format.left', { time: formatDuration(ms, t) }), state: ms < tightMs ? 'warn' : 'good', ms };
}

/** One unit is enough for lateness: nobody needs the minutes of four days. */
function coarse(ms: number, t: TFunction): string {
  if (ms >= day) return t('format.days', { d: Math.floor(ms / day) });
  if (ms >= hour) return t('format.hours', { h: Math.floor(ms / hour) });
  return t('format.minutes', { m: Math.max(1, Math.floor(ms / minute)) });
}

/** "20 分前", "3 天前". */
export function formatAgo(at: Date, now: Date, t: TFunction): string {
  const ms = now.getTime() - at.getTime();
  if (ms < minute) return t('format.just_now');
  return t('format.ago', { time: coarse(ms, t) });
}
