// Ant Design's picker behind DateTimeField; its own chunk.
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { fromZoned, zonedParts } from '@/shared/format/date';
import AntdProvider from './antd-provider';

export interface DateTimeProps {
  id?: string;
  value: Date | null;
  onChange: (value: Date | null) => void;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
}

export default function DateTimePicker({ value, onChange, ...control }: DateTimeProps) {
  const { i18n } = useTranslation();
  const chinese = i18n.language.startsWith('zh');
  return (
    <AntdProvider>
      <DatePicker
        {...control} style={{ width: '100%', height: 36 }} status={control['aria-invalid'] ? 'error' : ''} value={value ? toWallClock(value) : null}
        showTime={{ format: 'HH:mm', minuteStep: 15 }} format={chinese ? 'M月D日 ddd HH:mm' : 'ddd D MMM HH:mm'} needConfirm={false} changeOnBlur
        onChange={(next) => onChange(next ? fromWallClock(next) : null)}
      />
    </AntdProvider>
  );
}

/** The company's wall clock as a picker value, whatever zone the browser is in. */
function toWallClock(at: Date): Dayjs {
  const p = zonedParts(at);
  return dayjs(new Date(p.year, p.month - 1, p.day, p.hour, p.minute));
}

function fromWallClock(value: Dayjs): Date {
  return fromZoned(value.year(), value.month() + 1, value.date(), value.hour(), value.minute());
}
