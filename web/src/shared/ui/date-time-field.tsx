// A moment in the company's time zone: typed or picked.
import { lazy, Suspense } from 'react';
import type { DateTimeProps } from './date-time-picker';

const Picker = lazy(() => import('./date-time-picker'));

/** The picker is loaded when the first such field is shown. */
export function DateTimeField(props: DateTimeProps) {
  return (
    <Suspense fallback={<span className="ip skeleton" />}>
      <Picker {...props} />
    </Suspense>
  );
}
