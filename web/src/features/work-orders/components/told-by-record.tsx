// What a record of another module tells on an order's timeline: its icon, its words, the way to it.
// Owns which of its facts are shown beside each event.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Money, TimelineEntry } from '@/api/types';
import { choiceText, recordPath } from '@/shared/facts/facts';
import { formatMoney } from '@/shared/format/money';
import { Icon, type IconName } from '@/shared/ui/icon';

const icons: Record<string, IconName> = {
  complaint: 'talk', survey_answer: 'phone', part_request: 'part', part_unit: 'part', violation: 'flag', praise: 'award', ledger_line: 'money', sales_line: 'money', check: 'check',
};
const facts: Record<string, readonly string[]> = {
  'complaint.received': ['grade', 'source', 'cause'], 'survey_answer.answered': ['answer_class'], 'survey_answer.attempted': ['result'], 'part_request.requested': ['quantity'], 'part_unit.judged': ['verdict'],
  'violation.found': ['type', 'state'], 'praise.received': ['source', 'cause'], 'ledger_line.booked': ['account', 'amount'], 'sales_line.sold': ['amount'], 'sales_line.refunded': ['amount'], 'check.checked': ['kind', 'quality_point', 'result'],
};

export function ToldByRecord({ entry, record }: { entry: TimelineEntry; record: NonNullable<TimelineEntry['record']> }) {
  const { t } = useTranslation();
  const { data, kind } = entry;
  const what = t(`timeline.${kind}`, { defaultValue: kind });
  const name = record.no ?? [data.part_name, data.part_no, data.product].find((one) => typeof one === 'string' && one !== '');
  const path = recordPath(record.kind, record.id);
  const told = (facts[kind] ?? []).flatMap((field) => {
    const value = data[field];
    if (typeof value === 'string' && value !== '') return [choiceText(record.kind, field, value, t)];
    if (typeof value === 'number') return field === 'quantity' && value === 1 ? [] : [`× ${value}`];
    return typeof value === 'object' && value !== null ? [formatMoney(value as Money)] : [];
  });
  const text = <><Icon name={icons[record.kind] ?? 'order'} size={14} style={{ verticalAlign: -2, marginRight: 4 }} />{what}{typeof name === 'string' && ` · ${name}`}</>;
  return (
    <>
      {path ? <Link to={path} data-record={record.kind}>{text}</Link> : <span data-record={record.kind}>{text}</span>}
      {told.length > 0 && <span className="i2"> · {told.join(' · ')}</span>}
    </>
  );
}
