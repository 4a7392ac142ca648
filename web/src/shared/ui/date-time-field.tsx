// A moment in the company's time zone: typed or picked.
import dayjs, { type Dayjs } from 'dayjs';
import { lazy, Suspense } from 'react';
import { fromZoned, zonedParts } from '@/shared/format/date';

const Picker = lazy(() => import('./date-time-picker'));

export interface DateTimeProps {
  id?: string;
  value: Date | null;
  onChange: (value: Date | null) => void;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
}

/** The picker is loaded when the first such field is shown. */
export function DateTimeField(props: DateTimeProps) {
  return (
    <Suspense fallback={<span className="ip skeleton" />}>
      <Picker {...props} />
    </Suspense>
  );
}

/** The company's wall clock as a picker value, whatever zone the browser is in. */
export function toWallClock(at: Date): Dayjs {
  const p = zonedParts(at);
  return dayjs(new Date(p.year, p.month - 1, p.day, p.hour, p.minute));
}

export function fromWallClock(value: Dayjs): Date {
  return fromZoned(value.year(), value.month() + 1, value.date(), value.hour(), value.minute());
}
