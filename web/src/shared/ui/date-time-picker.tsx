// Ant Design's picker behind DateTimeField; its own chunk.
import { DatePicker } from 'antd';
import { useTranslation } from 'react-i18next';
import AntdProvider from './antd-provider';
import { fromWallClock, toWallClock, type DateTimeProps } from './date-time-field';

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
